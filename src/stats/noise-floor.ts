import type { ByRepetition } from './by-repetition.ts';
import { type Estimate, estimatePairedDifference, estimatePairedRatio } from './estimate.ts';
import type { Resampling } from './studentised-bootstrap.ts';

/** What two names for the same thing say of how small a difference can be seen. */
export interface NoiseFloor {
  /** Of the second against the first; its interval should hold no effect (1 on ratios, 0 on differences) and in 1 of 20 cases does not. */
  readonly estimate: Estimate;
  /** Half the width of the interval: a true effect of this size is told from none in about half of all runs. 0.03 is 3 % on ratios. */
  readonly halfWidth: number;
  /** The true effect that about four of five runs of as many repetitions would find. */
  readonly smallestEffect: number;
}

/**
 * z(0.975) + z(0.8) in units of z(0.975): the effect that a two-sided test at 5 % finds with a power of 80 %, in half
 * widths of its interval (Cohen, "Statistical power analysis for the behavioral sciences", 1988, §2.4).
 */
const halfWidthsForPower = (1.96 + 0.8416) / 1.96;

/** Of an A/A pair: the same thing measured twice in each repetition. Undefined where the pair has no interval. */
export function noiseFloor(
  one: ByRepetition,
  again: ByRepetition,
  scale: 'ratio' | 'difference',
  resampling?: Resampling,
): NoiseFloor | undefined {
  const estimate = (scale === 'ratio' ? estimatePairedRatio : estimatePairedDifference)(
    one,
    again,
    resampling,
  );
  if (estimate.interval === undefined) return undefined;
  const { low, high } = estimate.interval;
  if (scale === 'difference') {
    const halfWidth = (high - low) / 2;
    return { estimate, halfWidth, smallestEffect: halfWidth * halfWidthsForPower };
  }
  const halfWidth = Math.log(high / low) / 2;
  return {
    estimate,
    halfWidth: Math.expm1(halfWidth),
    smallestEffect: Math.expm1(halfWidth * halfWidthsForPower),
  };
}
