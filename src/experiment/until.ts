import { figuresOf, validMeasurements } from '../results/figures.ts';
import { metricOf } from '../results/metrics.ts';
import type { Result } from '../results/result.ts';
import type { ByRepetition } from '../stats/by-repetition.ts';
import { estimatePairedRatio } from '../stats/estimate.ts';
import type { MetricName } from '../support/metrics.ts';

/** Blocks are repeated until the intervals are narrow enough, or the time is up. */
export interface Until {
  /** Half the width of an interval against its middle: 0.05 is ± 5 %. */
  readonly ratio: number;
  /** Of the whole run. */
  readonly budgetUs: number;
}

/** Fewer blocks cannot tell two strategies apart: of 2⁵ signs of five differences, all alike are 6 % by chance. */
const fewestBlocks = 6;

/**
 * Whether the comparisons with the baseline are as narrow as asked, in every headline metric: requests per second in closed
 * loop, where they are no given, and the median latency.
 *
 * To stop by the width of an interval, not by what it says, leaves its coverage as it is but for small samples (Chow and
 * Robbins, "On the asymptotic theory of fixed-width sequential confidence intervals", 1965); those the fewest blocks rule out.
 */
export function isNarrowEnough(result: Result, { ratio }: Until): boolean {
  const [baseline, ...others] = result.scenario.strategies.map(({ name }) => name);
  if (baseline === undefined || result.scenario.repetitions < fewestBlocks) return false;
  const metrics: MetricName[] =
    result.scenario.load.kind === 'closed' ? ['requestsPerSecond', 'p50'] : ['p50'];
  return metrics.every((metric) =>
    others.every((other) => {
      const width = halfWidth(valuesOf(result, baseline, metric), valuesOf(result, other, metric));
      return width !== undefined && width <= ratio;
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

/** Of the interval of the ratio, as a share of its geometric middle; undefined where there is none. */
function halfWidth(baseline: ByRepetition, other: ByRepetition): number | undefined {
  const { interval } = estimatePairedRatio(baseline, other);
  return interval && Math.sqrt(interval.high / interval.low) - 1;
}
