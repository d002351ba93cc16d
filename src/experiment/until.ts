import { figuresOf, validMeasurements } from '../results/figures.ts';
import { metricOf } from '../results/metrics.ts';
import type { Result } from '../results/result.ts';
import type { ByRepetition } from '../stats/by-repetition.ts';
import { estimatePairedRatio } from '../stats/estimate.ts';
import { fewestBlocks } from '../stats/fewest-blocks.ts';
import type { Interval } from '../stats/interval.ts';
import type { MetricName } from '../support/metrics.ts';

/** Blocks are repeated until the intervals are narrow enough, or the time is up. */
export interface Until {
  /** Half the width of an interval against its middle: 0.05 is ± 5 %. */
  readonly ratio: number;
  /** Of the whole run. */
  readonly budgetUs: number;
}

/**
 * Whether the comparisons with the baseline are as narrow as asked, in every headline metric: requests per second in closed
 * loop, where they are no given, and the median latency.
 *
 * To stop by the width of an interval, not by what it says, leaves its coverage as it is but for small samples (Chow and
 * Robbins, "On the asymptotic theory of fixed-width sequential confidence intervals", 1965); those are ruled out, because as
 * many blocks are measured as it takes to tell any difference.
 */
export function isNarrowEnough(result: Result, { ratio }: Until): boolean {
  const { strategies } = result.scenario;
  const [baseline, ...others] = strategies.map(({ name }) => name);
  if (baseline === undefined) return false;
  const fewest = fewestBlocks(strategies.filter(({ twinOf }) => twinOf === undefined).length - 1);
  const metrics: MetricName[] =
    result.scenario.load.kind === 'closed' ? ['requestsPerSecond', 'p50'] : ['p50'];
  return metrics.every((metric) =>
    others.every((other) => {
      const { n, interval } = estimatePairedRatio(
        valuesOf(result, baseline, metric),
        valuesOf(result, other, metric),
      );
      return n >= fewest && interval !== undefined && halfWidth(interval) <= ratio;
    }),
  );
}

export interface Spent {
  readonly elapsedUs: number;
  /** What the next block will take, about. */
  readonly blockUs: number;
}

/** Whether another block is to be measured when all so far are whole: not where that would pass the budget or is in vain. */
export function wantsAnotherBlock(result: Result, until: Until, { elapsedUs, blockUs }: Spent): boolean {
  const { strategies } = result.scenario;
  const canNarrow = strategies.every(({ name }) => validMeasurements(result, name).length > 0);
  return canNarrow && elapsedUs + blockUs <= until.budgetUs && !isNarrowEnough(result, until);
}

function valuesOf(result: Result, strategy: string, metric: MetricName): ByRepetition {
  return new Map(
    validMeasurements(result, strategy).map(({ repetition, measurement }) => [
      repetition,
      metricOf(figuresOf(measurement), metric) ?? Number.NaN,
    ]),
  );
}

/** Of the interval of a ratio, as a share of its geometric middle. */
function halfWidth({ low, high }: Interval): number {
  return Math.sqrt(high / low) - 1;
}
