import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { ScheduleRecorder } from '../../src/measure/schedule-recorder.ts';

describe('ScheduleRecorder', () => {
  it('tells how late requests were that found a connection, apart from those that waited for one', () => {
    const schedule = new ScheduleRecorder(5000);
    schedule.sentAtOnce(0.25);
    schedule.sentAtOnce(1);
    schedule.queued(1, 0);
    schedule.queued(2, 0);
    schedule.queued(1, 0);
    const report = schedule.report(2e6);
    expect(report).toMatchObject({ offeredPerSecond: 2.5, keptRatio: 1, queued: 3, mostQueued: 2 });
    const lag = LatencyHistogram.decode(report.lag);
    expect([lag.count, lag.minUs]).toEqual([2, 250]);
    expect(lag.maxUs).toBeCloseTo(1000, -1);
  });

  it('takes for kept what was left over at the end, if it is not later than the lag that is allowed', () => {
    const schedule = new ScheduleRecorder(5000);
    for (let request = 0; request < 10; request++) schedule.sentAtOnce(0);
    schedule.leftOver(4);
    expect(schedule.report(1e6).keptRatio).toBe(1);
    schedule.leftOver(6);
    expect(schedule.report(1e6).keptRatio).toBe(0.9);
  });

  it('has not kept what it released too late and then had to wait for a connection, because its lag stands nowhere else', () => {
    const schedule = new ScheduleRecorder(5000);
    schedule.queued(1, 4);
    for (let request = 0; request < 9; request++) schedule.sentAtOnce(6);
    expect(schedule.report(1e6).keptRatio).toBe(1);
    schedule.queued(1, 6);
    expect(schedule.report(1e6).keptRatio).toBeCloseTo(10 / 11, 12);
  });

  it('has kept a plan in which nothing was due', () => {
    expect(new ScheduleRecorder(5000).report(0)).toMatchObject({ offeredPerSecond: 0, keptRatio: 1 });
  });
});
