import { describe, expect, it } from 'vitest';
import { characteristicTime, hitRatio } from '../../../src/simulate/theory/che.ts';
import { lruWithEagerExpiry, lruWithLazyExpiry } from '../../../src/simulate/theory/lru-with-lifetime.ts';
import { zipfClasses } from '../../../src/simulate/theory/popularity.ts';
import { createRandom } from '../../../src/support/random.ts';
import { createZipfSampler } from '../../../src/workload/zipf-sampler.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

const keys = { count: 5000, zipf: 0.8 };
const classes = zipfClasses(keys);
const cache = { classes, perSecond: 1000, capacity: 500 };

/** A Map in the order of use. Where expiry is eager, what has expired goes before anything is evicted. */
function simulate(ttlUs: number, expiry: 'lazy' | 'eager'): number[] {
  const draw = createZipfSampler(keys, createRandom(21));
  const gap = exponentials(22);
  const freshUntil = new Map<number, number>();
  /** In the order in which they expire, which is that in which they were stored. */
  const stored: { readonly key: number; readonly untilUs: number }[] = [];
  let [nowUs, next] = [0, 0];
  const ask = (): boolean => {
    nowUs += (gap() / cache.perSecond) * 1e6;
    for (let one = stored[next]; one !== undefined && one.untilUs <= nowUs; one = stored[++next]) {
      if (expiry === 'eager' && freshUntil.get(one.key) === one.untilUs) freshUntil.delete(one.key);
    }
    const key = draw();
    const untilUs = freshUntil.get(key);
    const isHit = untilUs !== undefined && nowUs < untilUs;
    freshUntil.delete(key);
    freshUntil.set(key, isHit ? untilUs : nowUs + ttlUs);
    if (!isHit) stored.push({ key, untilUs: nowUs + ttlUs });
    if (freshUntil.size > cache.capacity) freshUntil.delete(freshUntil.keys().next().value as number);
    return isHit;
  };
  for (let request = 0; request < 20_000; request++) ask();
  return inBatches(10, () => {
    let hits = 0;
    for (let request = 0; request < 20_000; request++) hits += Number(ask());
    return hits / 20_000;
  });
}

describe('LRU with a lifetime', () => {
  it.each([0.5e6, 2e6, 6e6])('hits as simulated where what has expired stays, for %d µs', (ttlUs) => {
    expectAgreement(lruWithLazyExpiry({ ...cache, ttlUs }).hitRatio, simulate(ttlUs, 'lazy'));
  });

  it.each([0.5e6, 2e6, 6e6])('hits as simulated where what has expired goes, for %d µs', (ttlUs) => {
    expectAgreement(lruWithEagerExpiry({ ...cache, ttlUs }).hitRatio, simulate(ttlUs, 'eager'));
  });

  it('is LRU where answers live for ever, and never full where they hardly live', () => {
    const alone = hitRatio(classes, characteristicTime(classes, 500));
    const forever = { ...cache, ttlUs: Number.POSITIVE_INFINITY };
    expect(lruWithLazyExpiry(forever).hitRatio).toBeCloseTo(alone, 9);
    expect(lruWithEagerExpiry(forever).hitRatio).toBeCloseTo(alone, 9);
    expect(lruWithEagerExpiry({ ...cache, ttlUs: 10_000 }).characteristicUs).toBe(Number.POSITIVE_INFINITY);
  });

  it('hits more where what has expired makes room', () => {
    for (const ttlUs of [1e6, 3e6, 10e6]) {
      const lazy = lruWithLazyExpiry({ ...cache, ttlUs });
      expect(lruWithEagerExpiry({ ...cache, ttlUs }).hitRatio).toBeGreaterThan(lazy.hitRatio);
    }
  });

  it('takes less than 50 ms for a billion keys', () => {
    const many = {
      classes: zipfClasses({ count: 1e9, zipf: 0.8 }),
      perSecond: 1e5,
      capacity: 1e7,
      ttlUs: 60e6,
    };
    const times = Array.from({ length: 5 }, () => {
      const from = performance.now();
      lruWithLazyExpiry(many);
      return performance.now() - from;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
