import { trialFigures } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';
import { type Comparison, compareRuns } from '../../stats/comparison.ts';
import type { Estimate } from '../../stats/estimate.ts';
import { type MetricName, scaleOf } from '../../support/metrics.ts';
import { estimateMetric, type Measured, valuesOf } from '../model/comparisons.ts';
import { type Likeness, likenessOf } from './likeness.ts';
import { type OtherLoad, unlessSpoilt, unlikeLoad } from './other-load.ts';

/** Two runs, strategy by strategy and metric by metric. */
export interface RunComparison {
  readonly baseline: Result;
  readonly other: Result;
  /** Names of the strategies that both have, measured or not. */
  readonly shared: readonly string[];
  readonly likeness: Likeness;
  readonly changes: readonly Change[];
  /** Where others had more of the machine in one of the runs, so that verdicts on times and rates are withheld. */
  readonly otherLoad: OtherLoad | undefined;
}

/** What became of one metric of one strategy. */
export interface Change {
  readonly strategy: string;
  readonly metric: MetricName;
  readonly before: Estimate;
  readonly after: Estimate;
  /** P-values are adjusted for the number of strategies and of metrics. */
  readonly comparison: Comparison;
}

const metrics = [
  'requestsPerSecond',
  'p50',
  'p99',
  'hitRatio',
  'backendCallsPer100',
  'failures',
  'gatewayCpu',
  'staleReads',
] as const satisfies readonly MetricName[];

/** In the order of the baseline's strategies, those that both runs measured, and only metrics that both have. */
export function compareResults(baseline: Result, other: Result): RunComparison {
  const shared = sharedStrategies(baseline, other);
  const strategies = shared.map((name) => ({
    name,
    before: { trials: trialFigures(baseline, name) },
    after: { trials: trialFigures(other, name) },
  }));
  const metrics = comparedMetrics(baseline, other);
  const otherLoad = unlikeLoad(baseline, other);
  const comparisons = compareRuns(
    metrics.map((metric) => ({
      pairs: strategies.map(({ before, after }) => [trialValues(before, metric), trialValues(after, metric)]),
      scale: scaleOf(metric),
    })),
  );
  const changes = strategies.flatMap(({ name, before, after }, place) =>
    metrics.flatMap((metric, index): Change[] => {
      const comparison = comparisons[index]?.[place];
      const isInBoth = [before, after].every((measured) => valuesOf(measured, metric).size > 0);
      return comparison === undefined || !isInBoth
        ? []
        : [
            {
              strategy: name,
              metric,
              before: estimateMetric(before, metric),
              after: estimateMetric(after, metric),
              comparison: { ...comparison, verdict: unlessSpoilt(comparison.verdict, metric, otherLoad) },
            },
          ];
    }),
  );
  return { baseline, other, shared, likeness: likenessOf(baseline, other), changes, otherLoad };
}

/** Without the second of an A/A pair, which is no strategy of its own. */
function sharedStrategies(...results: readonly [Result, Result]): string[] {
  const [names, others] = results.map(({ scenario }) =>
    scenario.strategies.flatMap(({ name, twinOf }) => (twinOf === undefined ? [name] : [])),
  ) as [string[], string[]];
  return names.filter((name) => others.includes(name));
}

/** In open loop, the schedule gives the throughput, not the gateway. */
export function comparedMetrics(...results: readonly Result[]): MetricName[] {
  const isOpen = results.some(({ scenario }) => scenario.load.kind === 'open');
  return metrics.filter((metric) => !(isOpen && metric === 'requestsPerSecond'));
}

/** Of each trial, in their order; NaN where it has no such figure. */
function trialValues(measured: Measured, metric: MetricName): number[] {
  const values = valuesOf(measured, metric);
  return measured.trials.map(({ repetition }) => values.get(repetition) ?? Number.NaN);
}
