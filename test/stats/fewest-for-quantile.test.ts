import { expect, it } from 'vitest';
import { fewestForQuantile } from '../../src/stats/fewest-for-quantile.ts';

it('says how many values bound a quantile with 95 % confidence, as the paper on Lancet does', () => {
  expect([0.5, 0.9, 0.95, 0.99, 0.999, 0.9999].map(fewestForQuantile)).toEqual([6, 36, 72, 368, 3688, 36887]);
});

it('is the first number whose largest value lies below the quantile in at most 2.5 % of all samples', () => {
  for (const quantile of [0.6, 0.75, 0.9, 0.99]) {
    const fewest = fewestForQuantile(quantile);
    expect(quantile ** fewest).toBeLessThanOrEqual(0.025);
    expect(quantile ** (fewest - 1)).toBeGreaterThan(0.025);
  }
});
