import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/stats/summary.ts';

describe('summarise', () => {
  it('tells how many values there are, the middle one and the range', () => {
    expect(summarise([12, 10, 17])).toEqual({ n: 3, median: 12, min: 10, max: 17 });
  });

  it('has nothing to say about nothing', () => {
    expect(summarise([])).toBeUndefined();
    expect(summarise([Number.NaN])).toBeUndefined();
  });

  it('leaves out values that are not numbers', () => {
    expect(summarise([Number.NaN, 3])).toEqual({ n: 1, median: 3, min: 3, max: 3 });
  });

  it('keeps the median within the range', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const summary = summarise(values);
        expect(summary?.n).toBe(values.length);
        expect(summary?.median).toBeGreaterThanOrEqual(summary?.min as number);
        expect(summary?.median).toBeLessThanOrEqual(summary?.max as number);
      }),
    );
  });
});
