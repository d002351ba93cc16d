import { hitParts, type TrialFigures, trialFigures, validMeasurements } from '../../results/figures.ts';
import type { Result, StrategySummary } from '../../results/result.ts';
import { type BackendAccuracy, backendAccuracies } from './backend-accuracy.ts';
import { countFates, type Fate } from './fates.ts';
import { latencyBySource, type PercentilePoint, percentileCurve, type SourceLatency } from './percentiles.ts';
import { type ProcessLoad, processLoads } from './processes.ts';
import { type SeriesStyle, seriesStyles } from './series-style.ts';
import { type TimelinePoint, timelineOf } from './timeline.ts';

/** A Result with everything computed that charts, tables and sentences draw on. */
export interface RunModel {
  readonly result: Result;
  /** All strategies of the scenario in its order, whether or not they have valid trials. The first is the baseline. */
  readonly strategies: readonly StrategyModel[];
}

/** One strategy over its valid trials; everything is empty where there is none. */
export interface StrategyModel extends Readonly<StrategySummary> {
  readonly style: SeriesStyle;
  /** In order of repetition. */
  readonly trials: readonly TrialModel[];
  readonly fates: readonly { readonly fate: Fate; readonly count: number }[];
  /** What the hit ratio is made of, all trials together: shares of the cacheable requests (0–1), none of 0. */
  readonly hitParts: ReturnType<typeof hitParts>;
  readonly percentiles: readonly PercentilePoint[];
  readonly latencyBySource: readonly SourceLatency[];
  readonly timeline: readonly TimelinePoint[];
  readonly processes: readonly ProcessLoad[];
  readonly backends: readonly BackendAccuracy[];
}

interface TrialModel {
  readonly repetition: number;
  readonly figures: TrialFigures;
}

export function buildRunModel(result: Result): RunModel {
  const styles = seriesStyles(result.scenario.strategies);
  const strategies = result.scenario.strategies.map((strategy, index) => {
    const valid = validMeasurements(result, strategy.name);
    const measurements = valid.map(({ measurement }) => measurement);
    return {
      ...strategy,
      style: styles[index] as SeriesStyle,
      trials: trialFigures(result, strategy.name),
      fates: countFates(measurements),
      hitParts: hitParts(measurements),
      percentiles: percentileCurve(measurements),
      latencyBySource: latencyBySource(measurements),
      timeline: timelineOf(measurements),
      processes: processLoads(measurements),
      backends: backendAccuracies(measurements),
    };
  });
  return { result, strategies };
}

/** Whether a strategy looked requests up in a cache, found or not. */
export function hasCache({ trials }: StrategyModel): boolean {
  return trials.some(({ figures }) => figures.hitRatio !== undefined);
}

/** Strategies that have something to show. */
export function measuredStrategies({ strategies }: RunModel): StrategyModel[] {
  return strategies.filter(({ trials }) => trials.length > 0);
}
