import { hitParts, type TrialFigures, trialFigures, validMeasurements } from '../../results/figures.ts';
import type { Result, StrategySummary, Theory } from '../../results/result.ts';
import type { Comparison } from '../../stats/comparison.ts';
import type { Estimate } from '../../stats/estimate.ts';
import { type MetricName, metricKinds } from '../../support/metrics.ts';
import { type BackendAccuracy, backendAccuracies } from './backend-accuracy.ts';
import { type ComparedMetric, comparedMetrics, compareStrategies, estimateMetric } from './comparisons.ts';
import { type CostModel, costModels } from './cost.ts';
import { countFates, type Fate } from './fates.ts';
import { type FaultModel, faultsOf, type RecoveryModel, recoveriesOf } from './faults.ts';
import { type NoiseModel, noiseOf } from './noise.ts';
import { latencyBySource, type PercentilePoint, percentileCurve, type SourceLatency } from './percentiles.ts';
import { type PhaseModel, phasesOf } from './phases.ts';
import { type ProcessLoad, processLoads } from './processes.ts';
import { type ScheduleModel, scheduleOf } from './schedule.ts';
import { type SeriesStyle, seriesStyles } from './series-style.ts';
import { type StalenessModel, stalenessOf } from './staleness.ts';
import { type Steadiness, steadinessOf } from './steadiness.ts';
import { type SurroundingLoad, surroundingLoadOf } from './surrounding-load.ts';
import { mostPointsOf, type TimelinePoint, timelineOf } from './timeline.ts';

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
  readonly estimates: Readonly<Record<ShownMetric, Estimate>>;
  /** With the baseline; none for the baseline itself. */
  readonly comparisons: Readonly<Partial<Record<ComparedMetric, Comparison>>>;
  /** The metrics in which every other strategy is worse. */
  readonly bestIn: readonly ShownMetric[];
  readonly fates: readonly { readonly fate: Fate; readonly count: number }[];
  /** What the hit ratio is made of, all trials together: shares of the cacheable requests (0–1), none of 0. */
  readonly hitParts: ReturnType<typeof hitParts>;
  readonly percentiles: readonly PercentilePoint[];
  readonly latencyBySource: readonly SourceLatency[];
  readonly timeline: readonly TimelinePoint[];
  readonly steadiness: Steadiness;
  /** Undefined where the gateways did not time their requests. */
  readonly phases: PhaseModel | undefined;
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
  /** What closed forms say of it; undefined where none was asked, or knew. */
  readonly theory: Theory | undefined;
}

interface TrialModel {
  readonly repetition: number;
  readonly figures: TrialFigures;
}

/** What is told of each strategy: what strategies are compared by, and what is only shown. */
const shownMetrics = [...comparedMetrics, 'p90', 'p95', 'max'] as const satisfies readonly MetricName[];
export type ShownMetric = (typeof shownMetrics)[number];

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
      timeline: timelineOf(measurements, result.scenario.warmupUs, mostPointsOf(strategies.length)),
      steadiness: steadinessOf(measurements),
      phases: phasesOf(measurements),
      processes: processLoads(measurements),
      backends: backendAccuracies(measurements),
      surroundingLoad: surroundingLoadOf(measurements),
      schedule: scheduleOf(measurements),
      staleness: stalenessOf(measurements),
      cost: costs.get(strategy.name),
      recoveries: recoveriesOf(measurements),
      theory: result.theory?.find((told) => told.strategy === strategy.name),
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

type Uncompared = Omit<StrategyModel, 'comparisons' | 'bestIn'>;

function withComparisons(strategies: readonly Uncompared[]): StrategyModel[] {
  const [baseline, ...others] = strategies;
  if (baseline === undefined) return [];
  const compared = compareStrategies(baseline, others);
  const best = bestStrategies(strategies);
  return strategies.map((strategy) => ({
    ...strategy,
    comparisons:
      strategy === baseline
        ? {}
        : Object.fromEntries(
            comparedMetrics.map((metric) => [metric, compared[metric][others.indexOf(strategy)]]),
          ),
    bestIn: comparedMetrics.filter((metric) => best[metric] === strategy),
  }));
}

/** Of each metric, the strategy than which all others that have it are worse; none where there is no other. */
function bestStrategies(strategies: readonly Uncompared[]): Partial<Record<ComparedMetric, Uncompared>> {
  const leaders = new Map(
    comparedMetrics.map((metric) => {
      const having = strategies.filter(({ estimates }) => estimates[metric].n > 0);
      const sign = metricKinds[metric].better === 'higher' ? -1 : 1;
      const [leader] = [...having].sort(
        (one, other) => sign * (one.estimates[metric].value - other.estimates[metric].value),
      );
      return [metric, having.length > 1 ? leader : undefined] as const;
    }),
  );
  const rivals = new Map(
    [...new Set(leaders.values())].flatMap((leader) =>
      leader === undefined
        ? []
        : [
            [
              leader,
              compareStrategies(
                leader,
                strategies.filter((other) => other !== leader),
              ),
            ] as const,
          ],
    ),
  );
  return Object.fromEntries(
    [...leaders].map(([metric, leader]) => {
      const compared = (leader && rivals.get(leader)?.[metric]) ?? [];
      const isBest = compared.every(({ estimate, verdict }) => estimate.n === 0 || verdict === 'worse');
      return [metric, isBest ? leader : undefined];
    }),
  );
}

function byMetric<Value>(pick: (metric: ShownMetric) => Value): Record<ShownMetric, Value> {
  return Object.fromEntries(shownMetrics.map((metric) => [metric, pick(metric)])) as Record<
    ShownMetric,
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
