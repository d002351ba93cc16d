import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import {
  characteristicTime,
  fifoPresence,
  hitRatio,
  lruPresence,
  type Presence,
} from '../../../src/simulate/theory/che.ts';
import { type KeyClass, zipfClasses } from '../../../src/simulate/theory/popularity.ts';
import { createSampler } from '../../../src/support/distribution.ts';
import { createRandom } from '../../../src/support/random.ts';
import { createZipfSampler } from '../../../src/workload/zipf-sampler.ts';
import { aRoom } from '../../support/a-room.ts';
import { expectAgreement, inBatches } from './batches.ts';

const ratioOf = (classes: readonly KeyClass[], capacity: number, presence?: Presence): number =>
  hitRatio(classes, characteristicTime(classes, capacity, presence), presence);

interface Simulated {
  readonly policy: 'lru' | 'fifo';
  readonly keys: { readonly count: number; readonly zipf: number };
  readonly capacity: number;
  readonly weightOf?: (key: number) => number;
}

/** Hit ratios of batches, by a cache that is asked key by key. */
function simulate({ policy, keys, capacity, weightOf = () => 1 }: Simulated): number[] {
  const draw = createZipfSampler(keys, createRandom(11));
  const cache = policies[policy](aRoom({ keys: keys.count, capacity }));
  const ask = (): boolean => {
    const key = draw() - 1;
    return access(cache, key, weightOf(key));
  };
  for (let request = 0; request < 150_000; request++) ask();
  return inBatches(10, () => {
    let hits = 0;
    for (let request = 0; request < 40_000; request++) hits += Number(ask());
    return hits / 40_000;
  });
}

describe('the characteristic time', () => {
  const keys = { count: 20_000, zipf: 0.9 };
  const classes = zipfClasses(keys);

  it('tells the hit ratio of LRU', () => {
    expectAgreement(ratioOf(classes, 1000), simulate({ policy: 'lru', keys, capacity: 1000 }));
  });

  it('tells the hit ratio of FIFO, which is below', () => {
    const fifo = ratioOf(classes, 1000, fifoPresence);
    expectAgreement(fifo, simulate({ policy: 'fifo', keys, capacity: 1000 }));
    expect(fifo).toBeLessThan(ratioOf(classes, 1000));
  });

  it('tells the hit ratio of LRU bounded in bytes', () => {
    const draw = createSampler({ kind: 'lognormal', median: 1000, p99: 16_000 }, createRandom(3));
    const bytes = Array.from({ length: keys.count }, () => Math.ceil(draw()));
    const total = bytes.reduce((sum, one) => sum + one, 0);
    const weighed = Array.from({ length: keys.count }, (_, index) => (index + 1) ** -keys.zipf);
    const scale = weighed.reduceRight((sum, one) => sum + one, 0);
    const own = weighed.map((one, index) => ({
      count: 1,
      probability: one / scale,
      weight: bytes[index] as number,
    }));
    const simulated = simulate({
      policy: 'lru',
      keys,
      capacity: Math.round(total / 20),
      weightOf: (key) => bytes[key] as number,
    });
    expectAgreement(ratioOf(own, total / 20), simulated);
  });

  it('says of eight private caches .476, as of one of them, and .810 of one eight times the size', () => {
    expect(ratioOf(classes, 1000)).toBeCloseTo(0.476, 3);
    expect(ratioOf(classes, 8000)).toBeCloseTo(0.81, 3);
  });

  it('is for ever where everything fits, and then all are hits', () => {
    expect(characteristicTime(classes, 20_000)).toBe(Number.POSITIVE_INFINITY);
    expect(ratioOf(classes, 20_000)).toBeCloseTo(1, 12);
    expect(ratioOf(classes, 19_999.99)).toBeGreaterThan(0.9999);
    expect(ratioOf(classes, 19_999.99, fifoPresence)).toBeGreaterThan(0.9999);
  });

  it('grows with the capacity, and its hit ratio stays between 0 and 1, whatever the keys', () => {
    const anyClass = fc.record({
      count: fc.integer({ min: 1, max: 1000 }),
      probability: fc.double({ min: 1e-12, max: 1, noNaN: true }),
      weight: fc.double({ min: 1, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(anyClass, { minLength: 1, maxLength: 10 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.constantFrom(lruPresence, fifoPresence),
        (some, share, presence) => {
          const mass = some.reduce((sum, { count, probability }) => sum + count * probability, 0);
          const scaled = some.map((one) => ({ ...one, probability: one.probability / mass }));
          const total = some.reduce((sum, { count, weight }) => sum + count * weight, 0);
          const large = characteristicTime(scaled, share * total, presence);
          const small = characteristicTime(scaled, 0.5 * share * total, presence);
          expect(small).toBeLessThan(large);
          const stored = scaled.reduce(
            (sum, { count, probability, weight }) => sum + count * weight * presence(probability * small),
            0,
          );
          expect(Math.abs(stored / (0.5 * share * total) - 1)).toBeLessThan(1e-9);
          const ratio = hitRatio(scaled, large, presence);
          expect(ratio).toBeGreaterThanOrEqual(hitRatio(scaled, small, presence));
          expect(ratio).toBeLessThanOrEqual(1 + 1e-12);
        },
      ),
    );
  });

  it('takes less than 50 ms for a billion keys', () => {
    const times = Array.from({ length: 5 }, () => {
      const from = performance.now();
      ratioOf(zipfClasses({ count: 1e9, zipf: 0.8 }), 1e7);
      return performance.now() - from;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });

  it('needs a capacity', () => {
    expect(() => characteristicTime(classes, 0)).toThrow(RangeError);
    expect(() => characteristicTime(classes, Number.NaN)).toThrow(RangeError);
  });
});
