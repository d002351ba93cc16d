import type { Measurement } from '../../results/result.ts';

/** When the trials of a strategy came to rest: from when on neither their hit ratio nor their median latency drifted. */
export interface Steadiness {
  /** Trials that were long enough to tell, and those of them that came to rest. */
  readonly trials: number;
  readonly settled: number;
  /** The latest time at which one of them did, since the measurement began; undefined where none did. */
  readonly latestSeconds: number | undefined;
}

export function steadinessOf(measurements: readonly Measurement[]): Steadiness {
  const told = measurements.flatMap(({ steady }) => (steady === undefined ? [] : [steady.fromUs]));
  const settled = told.filter((fromUs) => fromUs !== null);
  return {
    trials: told.length,
    settled: settled.length,
    latestSeconds: settled.length === 0 ? undefined : Math.max(...settled) / 1e6,
  };
}
