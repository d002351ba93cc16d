import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { Lru } from '../../../src/simulate/eviction/lru.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import {
  type CurveName,
  type CurveOptions,
  distinctKeys,
  type KeyStream,
  type Misses,
  missRatioCurve,
} from '../../../src/simulate/miss-ratio-curve/miss-ratio-curve.ts';
import { correctedMissRatio, sampleKeys } from '../../../src/simulate/miss-ratio-curve/sample-keys.ts';
import { StackDistances } from '../../../src/simulate/miss-ratio-curve/stack-distances.ts';
import { createRandom } from '../../../src/support/random.ts';
import { createZipfSampler } from '../../../src/workload/zipf-sampler.ts';
import { aRoom } from '../../support/a-room.ts';

const keys = 40;
const streams = fc.array(fc.nat(keys - 1), { minLength: 1, maxLength: 3000 });

describe('Stack distances', () => {
  it('tell how often LRU misses at every size', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const distances = new StackDistances(keys);
        for (const key of stream) distances.request(key);
        const sizes = Array.from({ length: keys + 2 }, (_, index) => index + 1);
        expect(distances.missesOf(sizes)).toEqual(sizes.map((size) => missesOfLru(stream, size)));
        expect(distances.distinct).toBe(new Set(stream).size);
      }),
    );
  });

  it('are right beyond the places that there were room for at first', () => {
    const rank = createZipfSampler({ count: 5000, zipf: 0.6 }, createRandom(1));
    const stream = Array.from({ length: 30_000 }, () => rank() - 1);
    const distances = new StackDistances(5000);
    for (const key of stream) distances.request(key);
    const sizes = [1, 10, 300, 2500, 5000];
    expect(distances.missesOf(sizes)).toEqual(sizes.map((size) => missesOfLru(stream, size, 5000)));
  });
});

describe('A miss-ratio curve', () => {
  const names = [...(Object.keys(policies) as CurveName[]), 'optimum'] as const;

  it('is beaten by the optimum everywhere, and never below the first requests for keys', () => {
    fc.assert(
      fc.property(streams, fc.nat(), (stream, seed) => {
        const misses = missesOf(toStream(stream), { names, sizes: [1, 3, 10, keys], seed });
        const optimum = misses.get('optimum') ?? [];
        for (const name of names) {
          for (const [place, missed] of (misses.get(name) ?? []).entries()) {
            expect(missed).toBeGreaterThanOrEqual(optimum[place] ?? Number.POSITIVE_INFINITY);
            expect(missed).toBeGreaterThanOrEqual(new Set(stream).size);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('never rises with the room, for LRU and the optimum', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const sizes = Array.from({ length: keys }, (_, index) => index + 1);
        const misses = missesOf(toStream(stream), { names: ['lru', 'optimum'], sizes, seed: 1 });
        for (const curve of misses.values()) {
          expect([...curve].sort((one, other) => other - one)).toEqual(curve);
        }
      }),
    );
  });
});

describe('A sample of keys', () => {
  it('tells the miss ratio of LRU to within some thousandths, once corrected', () => {
    const rank = createZipfSampler({ count: 200_000, zipf: 0.9 }, createRandom(3));
    const order = new Uint32Array(600_000).map(() => rank() - 1);
    const stream = { order, keys: 200_000 };
    const sizes = [2000, 20_000];
    const exact = (missesOf(stream, { names: ['lru'], sizes, seed: 1 }).get('lru') ?? []).map(
      (missed) => missed / order.length,
    );
    const means = [0, 0];
    for (let seed = 1; seed <= 4; seed++) {
      const sampled = sampleKeys(stream, 0.1, seed);
      expect(distinctKeys(sampled) / distinctKeys(stream)).toBeCloseTo(0.1, 2);
      const misses = missesOf(sampled, { names: ['lru'], sizes: sizes.map((size) => size / 10), seed: 1 });
      for (const [place, missed] of (misses.get('lru') ?? []).entries()) {
        means[place] = (means[place] ?? 0) + correctedMissRatio(missed, order.length, 0.1) / 4;
      }
    }
    for (const [place, ratio] of means.entries()) {
      expect(Math.abs(ratio - (exact[place] ?? Number.NaN))).toBeLessThan(0.01);
    }
  });
});

function toStream(stream: readonly number[]): KeyStream {
  return { order: Uint32Array.from(stream), keys };
}

function missesOf(stream: KeyStream, options: CurveOptions): Misses {
  const work = missRatioCurve(stream, options);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function missesOfLru(stream: readonly number[], size: number, most = keys): number {
  const lru = new Lru(aRoom({ capacity: size, mostEntries: Math.min(size, most), keys: most }));
  return stream.filter((key) => !access(lru, key)).length;
}
