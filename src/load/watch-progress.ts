import { hitRatio } from '../measure/outcome.ts';
import type { LoadProgress } from './messages.ts';
import type { PhaseRecorder } from './phase-recorder.ts';

const intervalMs = 500;

export interface WatchOptions {
  readonly phase: LoadProgress['phase'];
  readonly recorder: PhaseRecorder;
  readonly tell: (progress: LoadProgress) => void;
}

/** Tells twice a second how a phase is getting on, until the returned function is called. */
export function watchProgress({ phase, recorder, tell }: WatchOptions): () => void {
  const startedMs = performance.now();
  let last = { atMs: startedMs, completed: 0, intervals: 0 };
  const timer = setInterval(() => {
    const atMs = performance.now();
    const { completed } = recorder.requests;
    const intervals = recorder.endedIntervals(last.intervals);
    tell({
      phase,
      elapsedUs: Math.round((atMs - startedMs) * 1000),
      completed,
      requestsPerSecond: (completed - last.completed) / ((atMs - last.atMs) / 1000),
      hitRatio: hitRatio(recorder.outcomeCounts),
      intervals,
    });
    last = { atMs, completed, intervals: last.intervals + intervals.length };
  }, intervalMs);
  return () => clearInterval(timer);
}
