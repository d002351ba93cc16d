import { describe, expect, it } from 'vitest';
import { createSampler, type Distribution } from '../../src/support/distribution.ts';
import { createRandom } from '../../src/support/random.ts';
import { distanceFromUniform } from './distance-from-uniform.ts';

function draw(distribution: Distribution, count = 10_000): number[] {
  const sample = createSampler(distribution, createRandom(11));
  return Array.from({ length: count }, () => sample());
}

describe('createSampler', () => {
  it('gives a constant without asking chance', () => {
    const sample = createSampler({ kind: 'constant', value: 20_000 }, () => {
      throw new Error('chance was asked');
    });
    expect([sample(), sample()]).toEqual([20_000, 20_000]);
  });

  it('spreads a uniform evenly between its ends', () => {
    const values = draw({ kind: 'uniform', min: 100, max: 300 });
    expect(distanceFromUniform(values.map((value) => (value - 100) / 200))).toBeLessThan(0.02);
  });

  it('gives a lognormal the median and the 99th percentile asked for', () => {
    const values = draw({ kind: 'lognormal', median: 20_000, p99: 120_000 });
    const shareAbove = (limit: number): number =>
      values.filter((value) => value > limit).length / values.length;
    // Four standard deviations of a share among 10,000.
    expect(Math.abs(shareAbove(20_000) - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(shareAbove(120_000) - 0.01)).toBeLessThan(0.004);
    expect(Math.min(...values)).toBeGreaterThan(0);
  });

  it('gives a lognormal whose percentile is its median as a constant', () => {
    for (const value of draw({ kind: 'lognormal', median: 500, p99: 500 }, 100))
      expect(value).toBeCloseTo(500);
  });

  it('gives a bimodal its slow value as often as asked, and else the fast one', () => {
    const values = draw({ kind: 'bimodal', fast: 1, slow: 100, slowShare: 0.1 });
    expect(new Set(values)).toEqual(new Set([1, 100]));
    expect(Math.abs(values.filter((value) => value === 100).length - 1000)).toBeLessThan(120);
  });

  it('gives the same values for the same seed', () => {
    const distribution = { kind: 'lognormal', median: 5, p99: 50 } as const;
    expect(draw(distribution, 50)).toEqual(draw(distribution, 50));
  });
});
