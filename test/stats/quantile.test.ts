import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile } from '../../src/stats/quantile.ts';

const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 40 });
const share = fc.double({ noNaN: true, min: 0, max: 1 });

describe('quantile', () => {
  it('interpolates as definition 7 of Hyndman and Fan does', () => {
    // R: quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1), type = 7)
    const sample = [40, 15, 50, 20, 35];
    expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => quantile(sample, share))).toEqual([16, 23, 29, 35, 50]);
  });

  it('is NaN where there are no values', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('stays within the values and never falls as the share grows', () => {
    fc.assert(
      fc.property(values, share, share, (sample, one, other) => {
        const low = quantile(sample, Math.min(one, other));
        const high = quantile(sample, Math.max(one, other));
        // Interpolation between neighbours may lose the last bit.
        const slack = 1e-6;
        expect(low).toBeGreaterThanOrEqual(Math.min(...sample) - slack);
        expect(high).toBeLessThanOrEqual(Math.max(...sample) + slack);
        expect(low).toBeLessThanOrEqual(high + slack);
      }),
    );
  });

  it('does not depend on the order of the values, and leaves them as they are', () => {
    fc.assert(
      fc.property(values, share, (sample, share) => {
        const copy = [...sample];
        expect(quantile(sample.toReversed(), share)).toBe(quantile(sample, share));
        expect(sample).toEqual(copy);
      }),
    );
  });
});

describe('median', () => {
  it('lies between the middle two of an even number of values', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('survives infinite values', () => {
    expect(median([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  });
});
