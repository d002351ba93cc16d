import type { ByRepetition } from './by-repetition.ts';
import { type Summary, summarise } from './summary.ts';

/**
 * How many times the baseline's value the other's is, repetition by repetition: the two values of a repetition were
 * measured close together under the same stream of requests, so what changes slowly on a machine cancels out.
 * Repetitions that lack one of the two are left out; undefined where none is left.
 */
export function pairedRatio(baseline: ByRepetition, other: ByRepetition): Summary | undefined {
  const ratios: number[] = [];
  for (const [repetition, value] of other) {
    const reference = baseline.get(repetition);
    if (reference !== undefined) ratios.push(ratioOf(value, reference));
  }
  return summarise(ratios);
}

/** Two zeros are alike, so their ratio is 1; something to nothing is infinite. */
function ratioOf(value: number, reference: number): number {
  return value === 0 && reference === 0 ? 1 : value / reference;
}
