import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { access, type EvictionPolicy, type Room } from '../../../src/simulate/eviction/eviction-policy.ts';
import { HashIndex } from '../../../src/simulate/eviction/key-index.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import { aRoom } from '../../support/a-room.ts';

const keys = 24;
const key = fc.nat(keys - 1);

const roomOf = (capacity: number): Room => aRoom({ keys, capacity });

/** Weights that stay a key's own. */
const weightOf = (number: number): number => 1 + ((number * 7) % 5);

const step = fc.oneof(
  { weight: 8, arbitrary: key.map((number) => ({ does: 'access' as const, key: number })) },
  { weight: 1, arbitrary: key.map((number) => ({ does: 'remove' as const, key: number })) },
);

function take(policy: EvictionPolicy, does: 'access' | 'remove', number: number, weight: number): void {
  if (does === 'access') {
    access(policy, number, weight);
    return;
  }
  const slot = policy.entries.find(number);
  if (slot >= 0) policy.remove(slot);
}

const storedIn = ({ entries }: EvictionPolicy): number[] =>
  Array.from({ length: keys }, (_, number) => number).filter((number) => entries.find(number) >= 0);

describe.each(Object.entries(policies))('%s', (_, create) => {
  it('never stores more than its capacity, by count or by weight, whatever is asked and removed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(step, { maxLength: 300 }),
        fc.boolean(),
        (capacity, steps, weighed) => {
          const weight = weighed ? weightOf : () => 1;
          const policy = create(roomOf(capacity));
          for (const { does, key: number } of steps) {
            take(policy, does, number, weight(number));
            const stored = storedIn(policy);
            expect(policy.entries.size).toBe(stored.length);
            expect(policy.entries.weight).toBe(stored.reduce((sum, one) => sum + weight(one), 0));
            expect(policy.entries.weight).toBeLessThanOrEqual(capacity);
          }
        },
      ),
    );
  });

  it('finds what was just asked for, unless it alone is too heavy, and not what was just removed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 200 }), (capacity, steps) => {
        const policy = create(roomOf(capacity));
        for (const { does, key: number } of steps) {
          take(policy, does, number, weightOf(number));
          const isStored = policy.entries.find(number) >= 0;
          expect(isStored).toBe(does === 'access' && weightOf(number) <= capacity);
        }
      }),
    );
  });

  it('evicts nothing while there is room', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), (asked) => {
        const policy = create(roomOf(keys));
        const seen = new Set<number>();
        for (const number of asked) {
          expect(access(policy, number)).toBe(seen.has(number));
          seen.add(number);
        }
      }),
    );
  });

  it('decides alike whether its keys are found by place or by hash', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 300 }), (capacity, steps) => {
        const dense = create(roomOf(capacity));
        const hashed = create({ ...roomOf(capacity), createIndex: (most) => new HashIndex(most) });
        for (const { does, key: number } of steps) {
          take(dense, does, number, 1);
          take(hashed, does, number, 1);
          expect(storedIn(hashed)).toEqual(storedIn(dense));
        }
      }),
    );
  });
});
