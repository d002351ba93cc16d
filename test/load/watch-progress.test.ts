import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoadProgress } from '../../src/load/messages.ts';
import { PhaseRecorder } from '../../src/load/phase-recorder.ts';
import { watchProgress } from '../../src/load/watch-progress.ts';
import { anAnswer } from './an-answer.ts';

describe('watchProgress', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function complete(recorder: PhaseRecorder, count: number, cacheStatus: string): void {
    for (let index = 0; index < count; index++) {
      const now = performance.now();
      recorder.offered();
      recorder.completed(anAnswer({ headers: ['Cache-Status', cacheStatus], sentAtMs: now, endedAtMs: now }));
    }
  }

  it('tells twice a second what was completed, how fast of late, and the hit ratio so far', () => {
    const told: LoadProgress[] = [];
    const recorder = new PhaseRecorder(1e6);
    const stop = watchProgress({ phase: 'measure', recorder, tell: (progress) => told.push(progress) });
    vi.advanceTimersByTime(500);
    complete(recorder, 30, 'gatebench; hit');
    complete(recorder, 10, 'gatebench; fwd=miss');
    vi.advanceTimersByTime(500);
    vi.advanceTimersByTime(500);
    stop();
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([
      { phase: 'measure', elapsedUs: 500_000, completed: 0, requestsPerSecond: 0, hitRatio: undefined },
      { phase: 'measure', elapsedUs: 1_000_000, completed: 40, requestsPerSecond: 80, hitRatio: 0.75 },
      { phase: 'measure', elapsedUs: 1_500_000, completed: 40, requestsPerSecond: 0, hitRatio: 0.75 },
    ]);
  });
});
