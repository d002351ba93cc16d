import { hitParts, type TrialFigures, trialFigures, validMeasurements } from '../../results/figures.ts';
import type { Result, StrategySummary } from '../../results/result.ts';
import type { Comparison } from '../../stats/comparison.ts';
import type { Estimate } from '../../stats/estimate.ts';
import type { MetricName } from '../../support/metrics.ts';
import { type BackendAccuracy, backendAccuracies } from './backend-accuracy.ts';
import { compareMetric, estimateMetric } from './comparisons.ts';
import { type CostModel, costModels } from './cost.ts';
import { countFates, type Fate } from './fates.ts';
import { type FaultModel, faultsOf, type RecoveryModel, recoveriesOf } from './faults.ts';
import { type NoiseModel, noiseOf } from './noise.ts';
import { latencyBySource, type PercentilePoint, percentileCurve, type SourceLatency } from './percentiles.ts';
import { type ProcessLoad, processLoads } from './processes.ts';
import { type ScheduleModel, scheduleOf } from './schedule.ts';
import { type SeriesStyle, seriesStyles } from './series-style.ts';
import { type StalenessModel, stalenessOf } from './staleness.ts';
import { type SurroundingLoad, surroundingLoadOf } from './surrounding-load.ts';
import { type TimelinePoint, timelineOf } from './timeline.ts';

/** A Result with everything computed that charts, tables and sentences draw on. */
export interface RunModel {
  readonly result: Result;
  /**
   * All strategies of the scenario in its order, whether or not they have valid trials, without the second of an A/A pair.
   * The first is the baseline.
   */
  readonly strategies: readonly StrategyModel[];
  /** What went wrong on purpose, in the order of its times. */
  readonly faults: readonly FaultModel[];
  /** Undefined without an A/A pair. */
  readonly noise: NoiseModel | undefined;
}

/** One strategy over its valid trials; everything is empty where there is none. */
export interface StrategyModel extends Readonly<StrategySummary> {
  readonly style: SeriesStyle;
  /** In order of repetition. */
  readonly trials: readonly TrialModel[];
  /** Over the trials that have the metric. */
  readonly estimates: Readonly<Record<ComparedMetric, Estimate>>;
  /** With the baseline; none for the baseline itself. */
  readonly comparisons: Readonly<Partial<Record<ComparedMetric, Comparison>>>;
  readonly fates: readonly { readonly fate: Fate; readonly count: number }[];
  /** What the hit ratio is made of, all trials together: shares of the cacheable requests (0–1), none of 0. */
  readonly hitParts: ReturnType<typeof hitParts>;
  readonly percentiles: readonly PercentilePoint[];
  readonly latencyBySource: readonly SourceLatency[];
  readonly timeline: readonly TimelinePoint[];
  readonly processes: readonly ProcessLoad[];
  readonly backends: readonly BackendAccuracy[];
  readonly surroundingLoad: SurroundingLoad;
  /** Undefined in closed loop. */
  readonly schedule: ScheduleModel | undefined;
  /** Undefined where nothing was told of versions. */
  readonly staleness: StalenessModel | undefined;
  /** Undefined without prices. */
  readonly cost: CostModel | undefined;
  readonly recoveries: readonly RecoveryModel[];
}

interface TrialModel {
  readonly repetition: number;
  readonly figures: TrialFigures;
}

/** What strategies are compared by. */
export const comparedMetrics = [
  'requestsPerSecond',
  'p50',
  'p99',
  'p999',
  'max',
  'failures',
  'hitRatio',
  'backendCallsPer100',
  'gatewayCpu',
  'staleReads',
  'costPerMillion',
] as const satisfies readonly MetricName[];
export type ComparedMetric = (typeof comparedMetrics)[number];

export function buildRunModel(result: Result): RunModel {
  const { strategies } = result.scenario;
  const styles = seriesStyles(strategies);
  const costs = costModels(result);
  const measured = strategies.map((strategy, index) => {
    const measurements = validMeasurements(result, strategy.name).map(({ measurement }) => measurement);
    const trials = trialFigures(result, strategy.name);
    return {
      ...strategy,
      style: styles[index] as SeriesStyle,
      trials,
      estimates: byMetric((metric) => estimateMetric({ trials }, metric)),
      fates: countFates(measurements),
      hitParts: hitParts(measurements),
      percentiles: percentileCurve(measurements),
      latencyBySource: latencyBySource(measurements),
      timeline: timelineOf(measurements),
      processes: processLoads(measurements),
      backends: backendAccuracies(measurements),
      surroundingLoad: surroundingLoadOf(measurements),
      schedule: scheduleOf(measurements),
      staleness: stalenessOf(measurements),
      cost: costs.get(strategy.name),
      recoveries: recoveriesOf(measurements),
    };
  });
  const compared = measured.filter(({ twinOf }) => twinOf === undefined);
  return {
    result,
    strategies: withComparisons(compared),
    faults: faultsOf(result),
    noise: noiseOf(measured),
  };
}

function withComparisons(strategies: readonly Omit<StrategyModel, 'comparisons'>[]): StrategyModel[] {
  const [baseline, ...others] = strategies;
  if (baseline === undefined) return [];
  const compared = byMetric((metric) => compareMetric(baseline, others, metric));
  return [
    { ...baseline, comparisons: {} },
    ...others.map((strategy, index) => ({
      ...strategy,
      comparisons: byMetric((metric) => compared[metric][index] as Comparison),
    })),
  ];
}

function byMetric<Value>(pick: (metric: ComparedMetric) => Value): Record<ComparedMetric, Value> {
  return Object.fromEntries(comparedMetrics.map((metric) => [metric, pick(metric)])) as Record<
    ComparedMetric,
    Value
  >;
}

/** Whether a strategy looked requests up in a cache, found or not. */
export function hasCache({ trials }: StrategyModel): boolean {
  return trials.some(({ figures }) => figures.hitRatio !== undefined);
}

/** Strategies that have something to show. */
export function measuredStrategies({ strategies }: RunModel): StrategyModel[] {
  return strategies.filter(({ trials }) => trials.length > 0);
}
