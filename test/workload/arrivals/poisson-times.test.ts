import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../src/scenario/scenario.ts';
import { createRandom } from '../../../src/support/random.ts';
import { poissonTimes } from '../../../src/workload/arrivals/poisson-times.ts';
import { distanceFromUniform } from '../../support/distance-from-uniform.ts';
import { takeUntil } from './take-until.ts';

const steady: Stage = { from: 500, to: 500, durationUs: undefined };

describe('poissonTimes', () => {
  it('has exponential distances of the mean that the rate says', () => {
    for (let seed = 0; seed < 20; seed++) {
      const times = takeUntil(poissonTimes([steady], createRandom(seed)), 20e6);
      const distances = times.map((atUs, index) => atUs - (times[index - 1] ?? 0));
      // The distribution function of the exponential makes them uniform. Once in a million by chance: 2.7 / √n.
      const uniform = distances.map((distanceUs) => 1 - Math.exp(-distanceUs / 2000));
      expect(distanceFromUniform(uniform)).toBeLessThan(2.7 / Math.sqrt(times.length));
    }
  });

  it('has as many arrivals in each second as its stages say, give or take what chance does', () => {
    const stages: Stage[] = [
      { from: 0, to: 1000, durationUs: 10e6 },
      { from: 1000, to: 1000, durationUs: 5e6 },
      { from: 1000, to: 200, durationUs: 4e6 },
    ];
    const times = takeUntil(poissonTimes(stages, createRandom(3)), 25e6);
    const expected = (second: number) => {
      if (second < 10) return 100 * second + 50;
      if (second < 15) return 1000;
      return second < 19 ? 900 - 200 * (second - 15) : 200;
    };
    for (let second = 0; second < 25; second++) {
      const count = times.filter((atUs) => Math.floor(atUs / 1e6) === second).length;
      expect(Math.abs(count - expected(second))).toBeLessThan(5 * Math.sqrt(expected(second)));
    }
  });

  it('varies as a Poisson process does: the counts of windows have a variance as large as their mean', () => {
    const times = takeUntil(poissonTimes([steady], createRandom(7)), 400e6);
    const counts = new Uint32Array(4000);
    for (const atUs of times) {
      const window = Math.floor(atUs / 1e5);
      counts[window] = (counts[window] as number) + 1;
    }
    const mean = times.length / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
    // The ratio has a standard deviation of √(2 / 4000) = 0.022.
    expect(variance / mean).toBeGreaterThan(0.89);
    expect(variance / mean).toBeLessThan(1.11);
  });

  it('is the same for the same seed, and never goes back in time', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const take = () => takeUntil(poissonTimes([steady], createRandom(seed)), 1e6);
        const times = take();
        expect(take()).toEqual(times);
        expect(times).toEqual([...times].sort((one, other) => one - other));
      }),
    );
  });
});
