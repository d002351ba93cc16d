import type { Measurement } from '../../results/result.ts';
import { type Summary, summarise } from '../../stats/summary.ts';

/** What else the machine had to do while a strategy was measured, and whether its figures had settled, over its valid trials. */
export interface SurroundingLoad {
  /** Undefined where the system does not tell. */
  readonly othersCores: Summary | undefined;
  /** Shares of the time, 0–1. */
  readonly cpuPressureRatio: Summary | undefined;
  readonly stealRatio: Summary | undefined;
  /** Trials long enough to tell whether their figures drifted, and those of them that settled. */
  readonly judged: number;
  readonly settled: number;
  /** From when on, since the measurement began; over the trials that settled. */
  readonly settledFromUs: Summary | undefined;
}

export function surroundingLoadOf(measurements: readonly Measurement[]): SurroundingLoad {
  const contended = measurements.map(({ contention }) => contention);
  const judged = measurements.flatMap(({ steady }) => steady ?? []);
  const settled = judged.flatMap(({ fromUs }) => fromUs ?? []);
  return {
    othersCores: summarise(contended.flatMap(({ othersCores }) => othersCores ?? [])),
    cpuPressureRatio: summarise(contended.flatMap(({ cpuPressureRatio }) => cpuPressureRatio ?? [])),
    stealRatio: summarise(contended.flatMap(({ stealRatio }) => stealRatio ?? [])),
    judged: judged.length,
    settled: settled.length,
    settledFromUs: summarise(settled),
  };
}
