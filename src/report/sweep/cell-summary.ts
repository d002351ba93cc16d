import type { Result, Warning } from '../../results/result.ts';
import type { Comparison, Verdict } from '../../stats/comparison.ts';
import type { Estimate } from '../../stats/estimate.ts';
import { type MetricName, metricNames } from '../../support/metrics.ts';
import { formatShare } from '../../support/units.ts';
import { type ComparedMetric, compareStrategies, estimateMetric } from '../model/comparisons.ts';
import { buildRunModel, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { type Notice, noticesOf } from '../notices.ts';
import type { TableCell } from '../tables/data-table.ts';
import { mainTable } from '../tables/main-table.ts';

/** What the reports of a sweep say of one cell. A Result is large and a sweep has many, so no more of it is kept. */
export interface CellSummary {
  /** As in the index of the sweep. */
  readonly number: number;
  readonly isOpenLoop: boolean;
  /** Of the prices; undefined where there are none. */
  readonly currency: string | undefined;
  readonly strategies: readonly StrategyInCell[];
  /** What the cell's own report says before anything else, but for its warnings. */
  readonly notices: readonly Notice[];
  readonly warnings: readonly Warning[];
}

export interface StrategyInCell {
  readonly name: string;
  readonly mode: string;
  readonly validTrials: number;
  /** Trials of which no attempt was valid. */
  readonly lostTrials: number;
  /** Means over the valid trials, in the units of support/metrics.ts; without those that the strategy has none of. */
  readonly means: ReadonlyMap<MetricName, number>;
  /** Means with their intervals, as in the cell's own table. */
  readonly estimates: Readonly<Record<ComparedMetric, Estimate>>;
  /** With the baseline; none for the baseline itself. */
  readonly comparisons: Readonly<Partial<Record<ComparedMetric, Comparison>>>;
  /** The metrics in which every other strategy is worse. */
  readonly bestIn: readonly MetricName[];
  /** How it stands against each strategy before it. */
  readonly standings: ReadonlyMap<string, Readonly<Record<ComparedMetric, Verdict>>>;
  /** The cells of the cell's own table by their headings, marks included; and the share of stale reads, where they were counted. */
  readonly shown: ReadonlyMap<string, TableCell>;
}

export function summariseCell(number: number, result: Result): CellSummary {
  const model = buildRunModel(result);
  const { headings, rows } = mainTable(model);
  const standings = standingsIn(model);
  return {
    number,
    isOpenLoop: result.scenario.load.kind === 'open',
    currency: result.scenario.prices?.currency,
    notices: noticesOf({ ...model, result: { ...result, warnings: [] } }),
    warnings: result.warnings,
    strategies: model.strategies.map((strategy, index) => {
      const { name, mode, trials, estimates, comparisons, bestIn } = strategy;
      const means = meansOf(strategy);
      const stale = means.get('staleReads');
      const shown = (rows[index]?.cells ?? []).map((cell, column): [string, TableCell] => [
        headings[column + 1] as string,
        cell,
      ]);
      return {
        ...{ name, mode, estimates, comparisons, bestIn, means },
        validTrials: trials.length,
        lostTrials: lostTrials(result, name),
        standings: standings.get(name) ?? new Map(),
        shown: new Map([
          ...shown,
          ...(stale === undefined ? [] : [['stale reads', { text: formatShare(stale) }] as const]),
        ]),
      };
    }),
  };
}

function meansOf(strategy: StrategyModel): Map<MetricName, number> {
  const known: Partial<Record<MetricName, Estimate>> = strategy.estimates;
  return new Map(
    metricNames.flatMap((metric): [MetricName, number][] => {
      const { n, value } = known[metric] ?? estimateMetric(strategy, metric);
      return n === 0 ? [] : [[metric, value]];
    }),
  );
}

function lostTrials({ trials }: Result, name: string): number {
  const repetitions = (wanted: (state: string) => boolean) =>
    new Set(
      trials.flatMap(({ strategy, state, repetition }) =>
        strategy === name && wanted(state) ? [repetition] : [],
      ),
    );
  const valid = repetitions((state) => state === 'valid');
  return [...repetitions(() => true)].filter((repetition) => !valid.has(repetition)).length;
}

type Standings = Map<string, Readonly<Record<ComparedMetric, Verdict>>>;

/** Each strategy against each before it: against the baseline as its report has it, against others allowing for all that there are to choose from. */
function standingsIn({ strategies }: RunModel): ReadonlyMap<string, Standings> {
  const standings = new Map<string, Standings>(strategies.map(({ name }) => [name, new Map()]));
  strategies.slice(0, -1).forEach((reference, place) => {
    const others = strategies.filter((other) => other !== reference);
    const compared = place === 0 ? undefined : compareStrategies(reference, others);
    for (const other of strategies.slice(place + 1)) {
      const verdicts =
        compared === undefined
          ? verdictsOf(other.comparisons)
          : verdictsOf(
              Object.fromEntries(
                Object.entries(compared).map(([metric, all]) => [metric, all[others.indexOf(other)]]),
              ),
            );
      standings.get(other.name)?.set(reference.name, verdicts);
    }
  });
  return standings;
}

function verdictsOf(comparisons: StrategyModel['comparisons']): Readonly<Record<ComparedMetric, Verdict>> {
  return Object.fromEntries(
    Object.entries(comparisons).map(([metric, { verdict }]) => [metric, verdict]),
  ) as Record<ComparedMetric, Verdict>;
}
