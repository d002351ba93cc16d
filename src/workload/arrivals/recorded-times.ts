import type { Random } from '../../support/random.ts';
import type { ArrivalTimes } from './arrival-times.ts';

/**
 * The times of a recording, which are whole seconds, `speed` times as fast; the first second begins at 0. Within a
 * second its requests come by chance, each at any moment alike: even distances would be kinder to a server than clients
 * who do not know of each other are. A request that was logged late, in an earlier second than one before it, comes in
 * the same second as that one, because requests keep their order.
 */
export function recordedTimes(
  seconds: Uint32Array,
  { speed, random }: { readonly speed: number; readonly random: Random },
): ArrivalTimes {
  const first = seconds[0] ?? 0;
  let position = 0;
  let second = first;
  /** Requests of the second that are still to come, and the share of it that has passed. */
  let left = 0;
  let passed = 0;
  return {
    next: () => {
      const at = seconds[position];
      if (at === undefined) return undefined;
      if (left === 0) {
        second = Math.max(second, at);
        passed = 0;
        while (isWithin(seconds[position + left], second)) left += 1;
      }
      // The least of so many uniform numbers between what has passed and 1: J. L. Bentley, J. B. Saxe: Generating sorted
      // lists of random numbers, ACM Transactions on Mathematical Software 6 (1980).
      passed = 1 - (1 - passed) * (1 - random()) ** (1 / left);
      left -= 1;
      position += 1;
      return ((second - first + passed) / speed) * 1e6;
    },
  };
}

function isWithin(at: number | undefined, second: number): boolean {
  return at !== undefined && at <= second;
}
