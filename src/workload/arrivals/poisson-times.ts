import type { Stage } from '../../scenario/scenario.ts';
import type { Random } from '../../support/random.ts';
import type { ArrivalTimes } from './arrival-times.ts';
import { CumulativeRate } from './cumulative-rate.ts';

/**
 * A Poisson process whose rate changes: a process of rate 1 (exponential distances) on the axis of expected arrivals,
 * taken back to time by Λ⁻¹. Exact, unlike a rate that is looked up at each arrival.
 *
 * P. A. W. Lewis, G. S. Shedler: Simulation of nonhomogeneous Poisson processes by thinning, Naval Research Logistics
 * Quarterly 26 (1979), which names this method, time-scale transformation, as the one where Λ can be inverted.
 */
export function poissonTimes(stages: readonly Stage[], random: Random): ArrivalTimes {
  const rate = new CumulativeRate(stages);
  let expected = 0;
  return {
    next: () => {
      expected -= Math.log(1 - random());
      return rate.timeOf(expected);
    },
  };
}
