import { describe, expect, it } from 'vitest';
import { fewestBlocks } from '../../src/stats/fewest-blocks.ts';
import { signFlipPs } from '../../src/stats/permutation.ts';

describe('fewestBlocks', () => {
  it.each([1, 2, 3, 8])('is where the exact test of %d comparisons can first come to 5 %', (comparisons) => {
    const leastP = (blocks: number) => {
      const [p = Number.NaN] = signFlipPs([Array.from({ length: blocks }, (_, at) => 1 + at)]);
      return comparisons * p;
    };
    expect(leastP(fewestBlocks(comparisons))).toBeLessThanOrEqual(0.05);
    expect(leastP(fewestBlocks(comparisons) - 1)).toBeGreaterThan(0.05);
  });
});
