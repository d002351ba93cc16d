import { trialFigures } from '../../results/figures.ts';
import { metricOf } from '../../results/metrics.ts';
import type { Result } from '../../results/result.ts';
import { summarise } from '../../stats/summary.ts';
import { type MetricName, metricNames } from '../../support/metrics.ts';
import { formatShare } from '../../support/units.ts';
import { buildRunModel } from '../model/run-model.ts';
import type { TableCell } from '../tables/data-table.ts';
import { mainTable } from '../tables/main-table.ts';

/** What a sweep's table and CSV say of one cell. A Result is large and a sweep has many, so no more of it is kept. */
export interface CellSummary {
  /** As in the index of the sweep. */
  readonly number: number;
  readonly isOpenLoop: boolean;
  readonly strategies: readonly StrategyInCell[];
}

export interface StrategyInCell {
  readonly name: string;
  readonly validTrials: number;
  /** Medians over the valid trials, in the units of support/metrics.ts; without those that the strategy has none of. */
  readonly medians: ReadonlyMap<MetricName, number>;
  /** The cells of the cell's own table by their headings, marks included; and the share of stale reads, where they were counted. */
  readonly shown: ReadonlyMap<string, TableCell>;
}

export function summariseCell(number: number, result: Result): CellSummary {
  const { headings, rows } = mainTable(buildRunModel(result));
  return {
    number,
    isOpenLoop: result.scenario.load.kind === 'open',
    strategies: result.scenario.strategies.map(({ name }, index) => {
      const trials = trialFigures(result, name);
      const medians = new Map(
        metricNames.flatMap((metric): [MetricName, number][] => {
          const summary = summarise(trials.map(({ figures }) => metricOf(figures, metric) ?? Number.NaN));
          return summary === undefined ? [] : [[metric, summary.median]];
        }),
      );
      const stale = medians.get('staleReads');
      const shown = (rows[index]?.cells ?? []).map((cell, column): [string, TableCell] => [
        headings[column + 1] as string,
        cell,
      ]);
      return {
        name,
        validTrials: trials.length,
        medians,
        shown: new Map([
          ...shown,
          ...(stale === undefined ? [] : [['stale reads', { text: formatShare(stale) }] as const]),
        ]),
      };
    }),
  };
}
