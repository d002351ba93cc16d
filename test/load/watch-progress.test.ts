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
    const phase = 'measure';
    const intervals: never[] = [];
    expect(told).toEqual([
      { phase, elapsedUs: 500_000, completed: 0, requestsPerSecond: 0, hitRatio: undefined, intervals },
      { phase, elapsedUs: 1_000_000, completed: 40, requestsPerSecond: 80, hitRatio: 0.75, intervals },
      { phase, elapsedUs: 1_500_000, completed: 40, requestsPerSecond: 0, hitRatio: 0.75, intervals },
    ]);
  });

  it('tells each interval of the timeline once, when it is over', () => {
    const told: LoadProgress[] = [];
    const recorder = new PhaseRecorder(60e6);
    recorder.began(performance.now());
    const stop = watchProgress({ phase: 'measure', recorder, tell: (progress) => told.push(progress) });
    for (let second = 0; second < 3; second++) {
      complete(recorder, 2, 'gatebench; hit');
      vi.advanceTimersByTime(1000);
    }
    stop();
    const intervals = told.flatMap((progress) => progress.intervals);
    expect(intervals.map(({ startUs }) => startUs / 1e6)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]);
    expect(intervals[4]).toEqual({
      startUs: 1e6,
      lengthUs: 250_000,
      completed: { hit: 2 },
      failed: 0,
      p50Us: 1,
      p95Us: 1,
      p99Us: 1,
    });
  });
});
