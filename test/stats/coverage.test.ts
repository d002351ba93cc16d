import { describe, expect, it } from 'vitest';
import { type Estimate, estimateDifference, estimatePairedRatio } from '../../src/stats/estimate.ts';
import { createRandom, deriveSeed } from '../../src/support/random.ts';
import { byRepetition } from './by-repetition.ts';
import { draw, noises } from './simulated-trials.ts';

// Simulations with a known truth. Fewer resamples than in use, for the time that it takes; the code is the same.
const draws = 2000;
const resampling = { resamples: 249, seed: 1 };

function coverage(truth: number, estimate: () => Estimate): number {
  let covered = 0;
  for (let drawn = 0; drawn < draws; drawn++) {
    const { interval } = estimate();
    if (interval !== undefined && interval.low <= truth && interval.high >= truth) covered += 1;
  }
  return covered / draws;
}

describe('95 % intervals cover the truth in 93–97 % of 2,000 draws', () => {
  for (const [name, noise] of Object.entries(noises)) {
    it.each([6, 8, 10, 20])(`of the ratio of %i pairs with ${name} log-ratios`, (n) => {
      const random = createRandom(deriveSeed(11, name, n));
      const covered = coverage(1.05, () => {
        // Blocks differ by far more than the two within a block, as on a machine that drifts.
        const baseline = draw(n, noise, random, 0.3).map(Math.exp);
        const factors = draw(n, noise, random, 0.02).map((log) => 1.05 * Math.exp(log));
        const other = baseline.map((value, index) => value * (factors[index] as number));
        return estimatePairedRatio(byRepetition(...baseline), byRepetition(...other), resampling);
      });
      expect(covered).toBeGreaterThanOrEqual(0.93);
      expect(covered).toBeLessThanOrEqual(0.97);
    });

    it(`of the difference of 8 and 8 unpaired ${name} values`, () => {
      const random = createRandom(deriveSeed(12, name));
      const covered = coverage(1, () =>
        estimateDifference(draw(8, noise, random), draw(8, noise, random, 1, 1), resampling),
      );
      expect(covered).toBeGreaterThanOrEqual(0.93);
      expect(covered).toBeLessThanOrEqual(0.97);
    });
  }
});
