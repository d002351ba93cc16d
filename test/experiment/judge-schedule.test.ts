import { describe, expect, it } from 'vitest';
import { overwhelmedReason, voidReason } from '../../src/experiment/judge-schedule.ts';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { validMeasurements } from '../../src/results/figures.ts';
import type { Measurement } from '../../src/results/result.ts';
import { aResult } from '../support/a-result.ts';

/** A plan whose requests were so late, by count of requests. */
function aSchedule(lags: Readonly<Record<number, number>>, keptRatio = 1) {
  const lag = new LatencyHistogram();
  for (const [lagUs, requests] of Object.entries(lags)) {
    for (let request = 0; request < requests; request++) lag.record(Number(lagUs));
  }
  return { offeredPerSecond: 500, keptRatio, lag: lag.encode(), queued: 0, mostQueued: 0 };
}

describe('voidReason', () => {
  it('finds none where 99 % of the requests were sent in time', () => {
    expect(voidReason(aSchedule({ 100: 990, 20000: 10 }), 5000)).toBeUndefined();
  });

  it('says how late the load generator was', () => {
    expect(voidReason(aSchedule({ 100: 980, 20000: 20 }), 5000)).toBe(
      'The load generator sent 1 % of the requests 20.0 ms or more after they were due, though a connection was idle; the bound (maxLag) is 5 ms.',
    );
  });

  it('says how much of the load there was', () => {
    expect(voidReason(aSchedule({ 100: 10 }, 0.99), 5000)).toBeUndefined();
    expect(voidReason(aSchedule({ 100: 10 }, 0.93), 5000)).toBe(
      'The load generator released only 93.0 % of 500 requests per second in time.',
    );
  });

  it('has nothing against a plan in which every request had to wait for a connection', () => {
    expect(voidReason(aSchedule({}), 5000)).toBeUndefined();
  });
});

describe('overwhelmedReason', () => {
  const measured = validMeasurements(aResult(), 'stateless')[0]?.measurement as Measurement;

  function aMeasurement({ queued, busy }: { readonly queued: number; readonly busy: number }): Measurement {
    return {
      ...measured,
      requests: { ...measured.requests, offered: 1000 },
      schedule: { ...aSchedule({}), queued },
      processes: measured.processes.map((each) =>
        each.role === 'load' ? { ...each, eventLoopUtilisation: busy } : each,
      ),
    };
  }

  it('blames nobody where the load generator had time to spare, or hardly anything waited', () => {
    expect(overwhelmedReason(measured)).toBeUndefined();
    expect(overwhelmedReason(aMeasurement({ queued: 900, busy: 0.9 }))).toBeUndefined();
    expect(overwhelmedReason(aMeasurement({ queued: 10, busy: 0.99 }))).toBeUndefined();
  });

  it('says that a queue may be of the own making of a load generator that had no time to spare', () => {
    expect(overwhelmedReason(aMeasurement({ queued: 300, busy: 0.97 }))).toBe(
      'The load generator was busy 97.0 % of the time while 300 of 1000 requests waited for a connection: they may have waited for it, not for the gateway.',
    );
  });
});
