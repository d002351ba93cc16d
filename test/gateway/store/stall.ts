import { performance } from 'node:perf_hooks';

/** Keeps the process from everything else, as a long computation does. */
export function stall(durationMs: number): void {
  const untilMs = performance.now() + durationMs;
  while (performance.now() < untilMs);
}
