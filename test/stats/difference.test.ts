import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../src/stats/difference.ts';
import { summarise } from '../../src/stats/summary.ts';

describe('differenceOf', () => {
  it('claims a difference when all of three pairs lie on one side', () => {
    expect(differenceOf(summarise([1.01, 2, 3]))).toBe('higher');
    expect(differenceOf(summarise([0.99, 0.5, 0]))).toBe('lower');
  });

  it('claims none where the pairs disagree or one of them is even', () => {
    expect(differenceOf(summarise([0.99, 5, 6, 7]))).toBe('unclear');
    expect(differenceOf(summarise([1, 5, 6]))).toBe('unclear');
    expect(differenceOf(summarise([1, 0.5, 0.4]))).toBe('unclear');
  });

  it('claims none from fewer than three pairs, however large', () => {
    expect(differenceOf(summarise([12, 12]))).toBe('unclear');
    expect(differenceOf(undefined)).toBe('unclear');
  });
});
