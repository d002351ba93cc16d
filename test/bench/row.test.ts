import { describe, expect, it } from 'vitest';
import { toRow } from './row.ts';

const figure = { what: 'gateway ÷ another', unit: '×' } as const;

describe('A row of the bench', () => {
  it('passes where the median reaches its target', () => {
    expect(toRow({ ...figure, values: [0.5, 0.9, 2], target: { atLeast: 0.9 } }).verdict).toBe('pass');
    expect(toRow({ ...figure, values: [16], target: { atMost: 16 } }).verdict).toBe('pass');
  });

  it('falls short by the figure as it is, and not as it is shown', () => {
    expect(toRow({ ...figure, values: [0.89999, 0.89999, 5], target: { atLeast: 0.9 } }).verdict).toBe(
      'short',
    );
    expect(toRow({ ...figure, values: [16.0001], target: { atMost: 16 } }).verdict).toBe('short');
  });

  it('neither passes nor falls short where there was nothing to measure', () => {
    expect(toRow({ ...figure, values: [], target: { atLeast: 0.9 } }).verdict).toBe('missing');
  });

  it('is only shown where there is nothing to reach', () => {
    const { verdict, measured } = toRow({ ...figure, values: [3, 1, 2] });
    expect({ verdict, measured }).toEqual({
      verdict: 'shown',
      measured: { n: 3, median: 2, min: 1, max: 3 },
    });
  });
});
