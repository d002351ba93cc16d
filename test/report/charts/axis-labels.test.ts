import { describe, expect, it } from 'vitest';
import { asAxisLabel } from '../../../src/report/charts/axis-labels.ts';

describe('asAxisLabel', () => {
  it.each([
    ['10.0 ms', '10 ms'],
    ['2.50 s', '2.5 s'],
    ['1.05 s', '1.05 s'],
    ['50.0 %', '50 %'],
    ['100 µs', '100 µs'],
    ['1,000', '1,000'],
    ['2 min 0 s', '2 min 0 s'],
    ['2.00 USD', '2 USD'],
    ['0.50', '0.5'],
  ])('writes %s as %s', (figure, label) => {
    expect(asAxisLabel(figure)).toBe(label);
  });
});
