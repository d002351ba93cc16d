import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/support/random.ts';
import { recordedTimes } from '../../../src/workload/arrivals/recorded-times.ts';
import { distanceFromUniform } from '../../support/distance-from-uniform.ts';
import { takeUntil } from './take-until.ts';

const take = (seconds: readonly number[], speed: number, seed = 1) =>
  takeUntil(
    recordedTimes(Uint32Array.from(seconds), { speed, random: createRandom(seed) }),
    Number.POSITIVE_INFINITY,
  );

describe('recordedTimes', () => {
  it('keeps each request in its second, sped up, and the requests in their order', () => {
    const recording = fc
      .array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 200 })
      .map((steps) =>
        steps.map((_, index) => 1e9 + steps.slice(0, index).reduce((sum, step) => sum + step, 0)),
      );
    fc.assert(
      fc.property(recording, fc.constantFrom(0.5, 1, 60), fc.nat(), (seconds, speed, seed) => {
        const times = take(seconds, speed, seed);
        expect(times.map((atUs) => Math.floor((atUs * speed) / 1e6 + 1e-9))).toEqual(
          seconds.map((second) => second - (seconds[0] as number)),
        );
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(take(seconds, speed, seed)).toEqual(times);
      }),
      { numRuns: 50 },
    );
  });

  it('spreads the requests of a second by chance, each moment alike', () => {
    const times = take(Array(5000).fill(7), 1);
    expect(distanceFromUniform(times.map((atUs) => atUs / 1e6))).toBeLessThan(2.7 / Math.sqrt(5000));
  });

  it('lets a request that was logged late come with the one before it', () => {
    const seconds = take([100, 102, 101, 102, 103], 1).map((atUs) => Math.floor(atUs / 1e6));
    expect(seconds).toEqual([0, 2, 2, 2, 3]);
  });
});
