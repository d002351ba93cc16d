import { compareAll } from '../../src/report/comparison/comparison-model.ts';
import type { Result } from '../../src/results/result.ts';
import { aResult, memory, type ResultOptions, stateless } from './a-result.ts';

export interface RunOptions extends ResultOptions {
  /** By so much the memory strategy is slower. */
  readonly slower?: number;
}

/** The n-th run of a history, a day after the one before: eight repetitions of two strategies, unless told otherwise. */
export function aRunOf(n: number, { slower = 1, ...options }: RunOptions = {}): Result {
  const repetitions = options.repetitions ?? 8;
  const factors = Array.from({ length: repetitions }, () => slower);
  const result = aResult({
    ...{ repetitions, seconds: 2, seed: 100 + n },
    ...{ strategies: [stateless, { ...memory, factors }], ...options },
  });
  const day = `2026-11-${String(n).padStart(2, '0')}`;
  return { ...result, runId: `${day}T10-00-00`, startedAt: `${day}T10:00:00.000Z` };
}

export function compared(...results: readonly Result[]) {
  return compareAll(results.map((result) => ({ result })));
}
