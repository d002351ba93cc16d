import type { Summary } from './summary.ts';

/** With fewer values on each side, ranges lie apart by chance too often: with two, once in three times. */
export const fewestRepetitions = 3;

export type Difference = 'higher' | 'lower' | 'unclear';

/**
 * Whether the other's values differ from the baseline's: only where there are enough of both and their ranges do not
 * overlap. A rule of caution, not a test of significance: of two equal things with n values each, the ranges lie apart with
 * probability 2 / C(2n, n), which is 1 in 10 for 3, 1 in 126 for 5 (the extreme of Wilcoxon's rank sum, 1945).
 */
export function differenceOf(baseline: Summary | undefined, other: Summary | undefined): Difference {
  if (baseline === undefined || other === undefined) return 'unclear';
  if (Math.min(baseline.n, other.n) < fewestRepetitions) return 'unclear';
  if (other.min > baseline.max) return 'higher';
  return other.max < baseline.min ? 'lower' : 'unclear';
}
