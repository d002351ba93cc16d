import type { Measurement } from '../results/result.ts';
import type { SimulatedTrial } from '../simulate/simulated-trial.ts';

/** About as many events as take a tenth of a second. */
const sliceEvents = 100_000;

export interface AdvanceOptions {
  /** Asked between two slices. */
  readonly isStopped: () => boolean;
  /** Told between two slices what part of the simulated time has passed, 0–1. */
  readonly onProgress: (progress: number) => void;
}

export interface SimulatedEnd {
  /** Undefined where the trial was stopped before anything was measured. */
  readonly measurement: Measurement | undefined;
  readonly interrupted: boolean;
}

/** Takes a simulated trial to its end, slice by slice, unless it is stopped. */
export function advanceTrial(trial: SimulatedTrial, { isStopped, onProgress }: AdvanceOptions): SimulatedEnd {
  let isOver = false;
  while (!isOver && !isStopped()) {
    isOver = trial.advance(sliceEvents);
    onProgress(trial.progress);
  }
  return { measurement: trial.measurement(), interrupted: !isOver };
}
