import { expect } from 'vitest';
import { createRandom, type Random } from '../../../src/support/random.ts';

/** What batches of one simulation come to, each following the last and so long that they hardly depend on each other. */
export function inBatches<T>(count: number, batch: () => T): T[] {
  return Array.from({ length: count }, batch);
}

/** Theory may be off by .002 of its scale, or by what chance explains: three standard errors of the batches. */
export function expectAgreement(theory: number, batches: readonly number[], scale = 1): void {
  const mean = batches.reduce((sum, value) => sum + value, 0) / batches.length;
  const squares = batches.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt(squares / (batches.length - 1) / batches.length);
  // A simulation so coarse that it could not tell is no test.
  expect(standardError).toBeLessThan(0.01 * scale);
  expect(Math.abs(theory - mean)).toBeLessThan(Math.max(0.002 * scale, 3 * standardError));
}

/** Times between events that come at random, at a mean rate of 1. */
export function exponentials(seed: number): Random {
  const random = createRandom(seed);
  return () => -Math.log1p(-random());
}
