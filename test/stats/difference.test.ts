import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../src/stats/difference.ts';
import { summarise } from '../../src/stats/summary.ts';

const compare = (baseline: readonly number[], other: readonly number[]) =>
  differenceOf(summarise(baseline), summarise(other));

describe('differenceOf', () => {
  it('claims a difference where the ranges of three values each lie apart', () => {
    expect(compare([1, 2, 3], [3.01, 9, 5])).toBe('higher');
    expect(compare([1, 2, 3], [0.99, 0.5, 0])).toBe('lower');
  });

  it('claims none where they overlap or touch', () => {
    expect(compare([1, 2, 3], [2.9, 8, 9])).toBe('unclear');
    expect(compare([1, 2, 3], [3, 8, 9])).toBe('unclear');
    expect(compare([1, 1, 1], [1, 1, 1])).toBe('unclear');
  });

  it('claims none from fewer than three values, however far apart', () => {
    expect(compare([1, 1], [100, 100])).toBe('unclear');
    expect(compare([1, 1, 1], [100, 100])).toBe('unclear');
    expect(differenceOf(undefined, summarise([1, 2, 3]))).toBe('unclear');
  });

  it('turns over when the two are exchanged', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 5 });
    const opposite = { higher: 'lower', lower: 'higher', unclear: 'unclear' };
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(compare(other, one)).toBe(opposite[compare(one, other)]);
      }),
    );
  });
});
