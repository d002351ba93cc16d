import type { AdvanceOptions } from '../../experiment/advance-trial.ts';

/** Two integers that both threads see: whether the trial is to stop, and how far it is, in millionths. */
export type TrialWatch = Int32Array<SharedArrayBuffer>;

const stop = 0;
const progress = 1;

export function newWatch(): TrialWatch {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** The side of the thread that simulates. It has no time for messages. */
export function shareProgress(watch: TrialWatch): AdvanceOptions {
  return {
    isStopped: () => Atomics.load(watch, stop) === 1,
    onProgress: (ratio) => void Atomics.store(watch, progress, Math.round(ratio * 1e6)),
  };
}

/** The side of the thread that waits. */
export function progressOf(watch: TrialWatch): number {
  return Atomics.load(watch, progress) / 1e6;
}

export function askToStop(watch: TrialWatch): void {
  Atomics.store(watch, stop, 1);
}
