import type { SweepIndex } from '../../results/sweep-index.ts';
import { metricKinds, metricNames } from '../../support/metrics.ts';
import type { CellSummary } from './cell-summary.ts';

/**
 * All figures of a sweep for another program: one line for each strategy of each measured cell, medians over its valid
 * trials. Durations are in µs (`p99Us`), ratios 0–1; what a strategy has none of is empty. RFC 4180, but lines end in LF.
 */
export function sweepCsv({ axes, cells }: SweepIndex, measured: readonly CellSummary[]): string {
  const names = metricNames.map((metric) =>
    metricKinds[metric].unit === 'duration' ? `${metric}Us` : metric,
  );
  const head = ['cell', ...axes.map(({ path }) => path), 'strategy', 'validTrials', ...names];
  const lines = measured.flatMap(({ number, strategies }) => {
    const values = cells.find((cell) => cell.number === number)?.values ?? [];
    return strategies.map(({ name, validTrials, medians }) => [
      number,
      ...values,
      name,
      validTrials,
      ...metricNames.map((metric) => rounded(medians.get(metric))),
    ]);
  });
  return [head, ...lines].map((line) => line.map(field).join(',')).join('\n');
}

function rounded(value: number | undefined): number | string {
  return value === undefined ? '' : Number(value.toPrecision(6));
}

/** A spreadsheet takes text that begins so for a formula. */
function field(value: string | number | boolean): string {
  const text = typeof value === 'string' ? value.replace(/^(?=[=+\-@\t\r])/, "'") : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
