import { median } from './quantile.ts';

/** What a few values, as one from each repetition, have to say: the middle one and how far they reach. */
export interface Summary {
  /** How many values, at least 1. */
  readonly n: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Undefined where there are no values; values that are not numbers (NaN) count as absent. */
export function summarise(values: readonly number[]): Summary | undefined {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return undefined;
  return {
    n: present.length,
    median: median(present),
    min: Math.min(...present),
    max: Math.max(...present),
  };
}
