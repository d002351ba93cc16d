import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../../src/measure/outcome.ts';
import { TimelineRecorder } from '../../src/measure/timeline-recorder.ts';

const second = 1e6;

describe('TimelineRecorder', () => {
  it('puts each event into its interval, with the percentiles of that interval', () => {
    const recorder = new TimelineRecorder(10 * second);
    recorder.recordCompleted(0, 'miss', 1000);
    recorder.recordCompleted(0.1 * second, 'hit', 100);
    recorder.recordCompleted(0.2 * second, 'hit', 100);
    recorder.recordFailed(0.24 * second);
    recorder.recordCompleted(0.8 * second, 'hit', 200);
    expect(recorder.timeline()).toEqual({
      intervalUs: 0.25 * second,
      completed: [3, 0, 0, 1],
      byOutcome: { hit: [2, 0, 0, 1], miss: [1, 0, 0, 0] },
      failed: [1, 0, 0, 0],
      p50Us: [100, null, null, 200],
      p95Us: [1000, null, null, 200],
      p99Us: [1000, null, null, 200],
    });
  });

  it('hands out the intervals that are over, and not the one under way', () => {
    const recorder = new TimelineRecorder(10 * second);
    expect(recorder.ended(0)).toEqual([]);
    recorder.recordCompleted(0, 'hit', 100);
    expect(recorder.ended(0)).toEqual([]);
    recorder.recordFailed(0.6 * second);
    const lengthUs = 0.25 * second;
    expect(recorder.ended(0)).toEqual([
      { startUs: 0, lengthUs, completed: { hit: 1 }, failed: 0, p50Us: 100, p95Us: 100, p99Us: 100 },
      { startUs: lengthUs, lengthUs, completed: {}, failed: 0, p50Us: null, p95Us: null, p99Us: null },
    ]);
    expect(recorder.ended(1)).toHaveLength(1);
    expect(recorder.ended(2)).toEqual([]);
  });

  it('is empty while nothing has happened', () => {
    expect(new TimelineRecorder(second).timeline()).toEqual({
      intervalUs: 0.25 * second,
      completed: [],
      byOutcome: {},
      failed: [],
      p50Us: [],
      p95Us: [],
      p99Us: [],
    });
  });

  it('may be read while it goes on', () => {
    const recorder = new TimelineRecorder(10 * second);
    recorder.recordCompleted(0, 'hit', 100);
    expect(recorder.timeline().p50Us).toEqual([100]);
    recorder.recordCompleted(1, 'hit', 300);
    recorder.recordCompleted(2, 'hit', 300);
    recorder.recordFailed(0.3 * second);
    expect(recorder.timeline()).toMatchObject({ completed: [3, 0], failed: [0, 1], p50Us: [300, null] });
  });

  it.each([
    [1, 0.25],
    [150, 0.25],
    [151, 0.5],
    [600, 1],
    [601, 2],
    [86_400, 256],
  ])('has intervals of the length that keeps %d s within 600 of them: %d s', (seconds, interval) => {
    expect(new TimelineRecorder(seconds * second).timeline().intervalUs).toBe(interval * second);
  });

  it('has columns of equal length, at most 600, that lose no event', () => {
    const events = fc.array(
      fc.record({ atUs: fc.nat(2000 * second), outcome: fc.option(fc.constantFrom(...outcomes)) }),
    );
    fc.assert(
      fc.property(events, fc.nat(1000 * second), (unordered, longestUs) => {
        const recorder = new TimelineRecorder(longestUs);
        for (const { atUs, outcome } of unordered.toSorted((one, other) => one.atUs - other.atUs)) {
          if (outcome === null) recorder.recordFailed(atUs);
          else recorder.recordCompleted(atUs, outcome, 50);
        }
        const { completed, byOutcome, failed, p50Us, p95Us, p99Us } = recorder.timeline();
        const sum = (column: readonly number[]) => column.reduce((total, count) => total + count, 0);
        const columns = [completed, failed, p50Us, p95Us, p99Us, ...Object.values(byOutcome)];
        expect(new Set(columns.map(({ length }) => length)).size).toBe(1);
        expect(completed.length).toBeLessThanOrEqual(600);
        expect(sum(completed) + sum(failed)).toBe(unordered.length);
        expect(sum(Object.values(byOutcome).map(sum))).toBe(sum(completed));
        expect(p50Us.map((value) => value === null)).toEqual(completed.map((count) => count === 0));
      }),
    );
  });
});
