import { describe, expect, it } from 'vitest';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import { aKeyStream, missRatioOf } from '../../support/key-streams.ts';

/** Whether the request for a key is a hit. */
type Cache = (key: number) => boolean;

/** Policies as one would write them on a blackboard: plain arrays, the oldest first, searched from end to end. */
const references: Readonly<Record<'fifo' | 'lru' | 'sieve', (capacity: number) => Cache>> = {
  fifo: (capacity) => {
    const stored: number[] = [];
    return (key) => {
      if (stored.includes(key)) return true;
      if (stored.length === capacity) stored.shift();
      stored.push(key);
      return false;
    };
  },

  lru: (capacity) => {
    let stored: number[] = [];
    return (key) => {
      const isHit = stored.includes(key);
      stored = [...stored.filter((other) => other !== key), key].slice(-capacity);
      return isHit;
    };
  },

  sieve: (capacity) => {
    const stored: { key: number; visited: boolean }[] = [];
    let hand = 0;
    return (key) => {
      const hit = stored.find((entry) => entry.key === key);
      if (hit !== undefined) {
        hit.visited = true;
        return true;
      }
      if (stored.length === capacity) {
        for (; stored[hand]?.visited; hand = (hand + 1) % capacity) {
          (stored[hand] as { visited: boolean }).visited = false;
        }
        stored.splice(hand, 1);
        // It goes back to the oldest where there is none newer, also if one comes before it goes on.
        if (hand === stored.length) hand = 0;
      }
      stored.push({ key, visited: false });
      return false;
    };
  },
};

const stream = aKeyStream(12_000);

describe.each(Object.entries(references))('%s', (name, createReference) => {
  it.each([1, 2, 17, 150, 600])('of %i entries misses exactly as often as its definition', (capacity) => {
    const isHit = createReference(capacity);
    const misses = stream.reduce((sum, key) => sum + (isHit(key) ? 0 : 1), 0);
    expect(missRatioOf(policies[name as keyof typeof references], stream, capacity)).toBe(
      misses / stream.length,
    );
  });
});
