import type { SweepIndex } from '../../results/sweep-index.ts';
import { metricNames } from '../../support/metrics.ts';
import { csv } from '../tables/csv.ts';
import { metricHeading, metricValue } from '../tables/metric-columns.ts';
import { type CellReading, summariesIn } from './sweep-model.ts';

/**
 * All figures of a sweep for another program: one line for each strategy of each measured cell, means over its valid
 * trials as in its report. Durations are in µs (`p99Us`), ratios 0–1; what a strategy has none of is empty. Damaged cells are
 * left out.
 */
export function sweepCsv({ axes, cells }: SweepIndex, readings: readonly CellReading[]): string {
  const head = [
    'cell',
    ...axes.map(({ path }) => path),
    'strategy',
    'validTrials',
    ...metricNames.map(metricHeading),
  ];
  const lines = summariesIn(readings).flatMap(({ number, strategies }) => {
    const values = cells.find((cell) => cell.number === number)?.values ?? [];
    return strategies.map(({ name, validTrials, means }) => [
      number,
      ...values,
      name,
      validTrials,
      ...metricNames.map((metric) => metricValue(means.get(metric))),
    ]);
  });
  return csv([head, ...lines]);
}
