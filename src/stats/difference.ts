import type { Summary } from './summary.ts';

/** Fewer pairs agree by chance too often: two of them point the same way half of the time. */
export const fewestPairs = 3;

export type Difference = 'higher' | 'lower' | 'unclear';

/**
 * What paired ratios to a baseline establish. A difference is claimed only where there are enough pairs and all of them
 * lie on one side of 1; this is a rule of caution, not a test of significance.
 */
export function differenceOf(ratio: Summary | undefined): Difference {
  if (ratio === undefined || ratio.n < fewestPairs) return 'unclear';
  if (ratio.min > 1) return 'higher';
  return ratio.max < 1 ? 'lower' : 'unclear';
}
