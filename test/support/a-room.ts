import type { Room } from '../../src/simulate/eviction/eviction-policy.ts';
import { DenseIndex } from '../../src/simulate/eviction/key-index.ts';
import { createRandom } from '../../src/support/random.ts';

/** Room for a policy whose keys are below `keys` and weigh 1 or more, where chance is seeded and a second passes from each look at the clock to the next. */
export function aRoom({
  keys,
  capacity,
  ...others
}: { keys: number; capacity: number } & Partial<Room>): Room {
  let nowUs = 0;
  return {
    capacity,
    mostEntries: Math.min(keys, capacity),
    createIndex: () => new DenseIndex(keys),
    random: createRandom(1),
    nowUs: () => {
      nowUs += 1e6;
      return nowUs;
    },
    ...others,
  };
}
