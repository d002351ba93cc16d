import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missesOfOptimum } from '../../../src/simulate/eviction/belady.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import { aKeyStream, missRatioOf } from '../../support/key-streams.ts';

/** As it is defined: whoever is asked for again last, or never, is searched among all that are stored. */
function missesByDefinition(stream: Uint32Array, capacity: number): number {
  const stored = new Set<number>();
  let misses = 0;
  stream.forEach((key, at) => {
    if (stored.has(key)) return;
    misses += 1;
    if (stored.size === capacity) {
      const nextOf = (other: number): number => {
        const next = stream.indexOf(other, at);
        return next < 0 ? Number.POSITIVE_INFINITY : next;
      };
      const last = [...stored].reduce((one, other) => (nextOf(other) > nextOf(one) ? other : one));
      stored.delete(last);
    }
    stored.add(key);
  });
  return misses;
}

describe('the optimum', () => {
  it.each([1, 2, 17, 60])('of %i entries misses exactly as often as its definition', (capacity) => {
    const stream = aKeyStream(4500);
    expect(missesOfOptimum(stream, capacity)).toBe(missesByDefinition(stream, capacity));
  });

  it('misses a loop over one key more than there is room for as seldom as can be', () => {
    // 0 1 2 0 1 2 0 …: of two places one must take each newcomer; the other spares every second request.
    expect(
      missesOfOptimum(
        Uint32Array.from({ length: 12 }, (_, at) => at % 3),
        2,
      ),
    ).toBe(7);
  });

  it.each(Object.entries(policies))('is never beaten by %s', (_, create) => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (keys, capacity) => {
          const stream = Uint32Array.from(keys);
          const optimum = missesOfOptimum(stream, capacity) / stream.length;
          expect(missRatioOf(create, stream, capacity)).toBeGreaterThanOrEqual(optimum);
        },
      ),
    );
  });
});
