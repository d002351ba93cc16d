import { describe, expect, it } from 'vitest';
import { PhaseRecorder } from '../../src/load/phase-recorder.ts';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { anAnswer } from './an-answer.ts';

const answer = (sentAtMs: number, endedAtMs: number) => anAnswer({ sentAtMs, endedAtMs });

describe('PhaseRecorder', () => {
  it('reports an empty phase as nothing', () => {
    expect(new PhaseRecorder(1e6).report()).toMatchObject({
      requests: { offered: 0, completed: 0, errors: 0, timeouts: 0, unfinished: 0 },
      durationUs: 0,
      statuses: {},
      outcomes: {},
    });
  });

  it('measures in microseconds, from the beginning to the last answer', () => {
    const recorder = new PhaseRecorder(10e6);
    recorder.began(1000.25);
    recorder.offered();
    recorder.offered();
    recorder.completed(answer(1000.25, 1000.6));
    recorder.completed(answer(1001, 2501));
    recorder.offered();
    recorder.failed({ failure: 'timeout', sinceMs: 3000, atMs: 9000 });
    const { durationUs, outcomes, timeline } = recorder.report();
    expect(durationUs).toBe(1_500_750);
    expect(outcomes.hit).toMatchObject({ count: 2, bytes: 200 });
    const latency = LatencyHistogram.decode(outcomes.hit?.latency ?? '');
    expect(latency.quantileUs(0.5)).toBe(350);
    const secondsOf = (column: readonly number[]) =>
      column.flatMap((count, index) => (count === 0 ? [] : [(index * timeline.intervalUs) / 1e6]));
    expect(secondsOf(timeline.completed)).toEqual([0, 1.5]);
    expect(secondsOf(timeline.failed)).toEqual([7.75]);
  });

  it('tells what was answered before no more was sent, apart from errors and the drain', () => {
    const recorder = new PhaseRecorder(10e6);
    recorder.began(1000);
    recorder.offered();
    recorder.completed(answer(1000, 1500));
    recorder.offered();
    recorder.completed({ ...answer(1500, 1501), status: 503 });
    recorder.offered();
    recorder.closed(3000);
    recorder.completed(answer(1501, 4000));
    recorder.closed(5000);
    expect(recorder.report()).toMatchObject({
      durationUs: 3_000_000,
      window: { durationUs: 2_000_000, answered: 1 },
    });
  });

  it('keeps account of what is in flight', () => {
    const recorder = new PhaseRecorder(1e6);
    recorder.began(0);
    for (let request = 0; request < 5; request++) recorder.offered();
    recorder.completed(answer(0, 1));
    recorder.failed({ failure: 'error', sinceMs: 0, atMs: 2 });
    recorder.failed({ failure: 'timeout', sinceMs: 0, atMs: 3 });
    expect(recorder.inFlight).toBe(2);
    recorder.failed({ failure: 'unfinished', sinceMs: 0, atMs: 4 });
    recorder.failed({ failure: 'unfinished', sinceMs: 0, atMs: 4 });
    expect(recorder.inFlight).toBe(0);
    expect(recorder.requests).toEqual({ offered: 5, completed: 1, errors: 1, timeouts: 1, unfinished: 2 });
    // The end of a phase is no failure of the server.
    expect(recorder.report().timeline.failed).toEqual([2]);
  });

  it('tells for how long was waited for what was given up, but not for what broke', () => {
    const recorder = new PhaseRecorder(1e6);
    expect(recorder.report()).not.toHaveProperty('givenUp');
    recorder.began(0);
    for (let request = 0; request < 3; request++) recorder.offered();
    recorder.failed({ failure: 'error', sinceMs: 0, atMs: 2 });
    recorder.failed({ failure: 'timeout', sinceMs: 5, atMs: 505 });
    recorder.failed({ failure: 'unfinished', sinceMs: 500, atMs: 800 });
    const givenUp = LatencyHistogram.decode(recorder.report().givenUp ?? '');
    expect(givenUp.count).toBe(2);
    expect([0.5, 1].map((quantile) => Math.round(givenUp.quantileUs(quantile) / 1e4))).toEqual([30, 50]);
  });
});
