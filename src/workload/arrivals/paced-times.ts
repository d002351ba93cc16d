import type { Stage } from '../../scenario/scenario.ts';
import type { ArrivalTimes } from './arrival-times.ts';
import { CumulativeRate } from './cumulative-rate.ts';

/**
 * Arrivals at even distances, as far as the rate is even: the first when half of one is expected, then one more
 * whenever one more is. So any time sees as many arrivals as are expected by then, rounded.
 */
export function pacedTimes(stages: readonly Stage[]): ArrivalTimes {
  const rate = new CumulativeRate(stages);
  let arrivals = 0;
  return {
    next: () => {
      const atUs = rate.timeOf(arrivals + 0.5);
      arrivals += 1;
      return atUs;
    },
  };
}
