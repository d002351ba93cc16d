import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/support/random.ts';
import { createZipfSampler } from '../../src/workload/zipf-sampler.ts';

/**
 * Pearson's statistic of 100,000 draws of 20 ranks against the assumed skew, over the 99.99th percentile of its
 * distribution: above 1 the draws do not follow it.
 */
function misfit(zipf: number, assumed: number): number {
  const draw = createZipfSampler({ count: 20, zipf }, createRandom(42));
  const observed = new Map<number, number>();
  for (let drawn = 0; drawn < 100_000; drawn++) {
    const rank = draw();
    observed.set(rank, (observed.get(rank) ?? 0) + 1);
  }
  const weights = Array.from({ length: 20 }, (_, index) => (index + 1) ** -assumed);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const statistic = weights.reduce((sum, weight, index) => {
    const expected = (100_000 * weight) / total;
    return sum + ((observed.get(index + 1) ?? 0) - expected) ** 2 / expected;
  }, 0);
  // Chi-squared with 19 degrees of freedom.
  return statistic / 52.0;
}

describe('createZipfSampler', () => {
  it.each([0, 0.3, 0.8, 0.999999, 1, 1.000001, 1.3, 2, 4])('follows k^-%d', (zipf) => {
    expect(misfit(zipf, zipf)).toBeLessThan(1);
  });

  it('follows no other skew, not even a close one', () => {
    expect(misfit(0.8, 0.85)).toBeGreaterThan(1);
    expect(misfit(1, 0.95)).toBeGreaterThan(1);
  });

  it('draws whole ranks from 1 to count, however large the key space and whatever the source of chance gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
          minLength: 1,
          maxLength: 20,
        }),
        (count, zipf, numbers) => {
          // Chance that repeats could be rejected for ever, so real chance follows it.
          const random = createRandom(1);
          const draw = createZipfSampler({ count, zipf }, () => numbers.shift() ?? random());
          for (let drawn = 0; drawn < 20; drawn++) {
            const rank = draw();
            expect(Number.isInteger(rank)).toBe(true);
            expect(rank).toBeGreaterThanOrEqual(1);
            expect(rank).toBeLessThanOrEqual(count);
          }
        },
      ),
    );
  });

  it('reaches the far end of a large uniform key space', () => {
    const draw = createZipfSampler({ count: 1_000_000_000, zipf: 0 }, createRandom(3));
    const ranks = Array.from({ length: 1000 }, draw);
    expect(Math.min(...ranks)).toBeLessThan(10_000_000);
    expect(Math.max(...ranks)).toBeGreaterThan(990_000_000);
  });
});
