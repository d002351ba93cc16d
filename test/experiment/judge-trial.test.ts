import { describe, expect, it } from 'vitest';
import { reasonToDiscard } from '../../src/experiment/judge-trial.ts';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { validMeasurements } from '../../src/results/figures.ts';
import type { Measurement } from '../../src/results/result.ts';
import type { OpenLoad } from '../../src/scenario/scenario.ts';
import { aResult } from '../support/a-result.ts';
import { aScenario } from '../support/a-scenario.ts';

const measurement = validMeasurements(aResult(), 'stateless')[0]?.measurement as Measurement;
const closed = aScenario().load;
const withRequests = (requests: Partial<Measurement['requests']>): Measurement => ({
  ...measurement,
  requests: { offered: 10, completed: 10, errors: 0, timeouts: 0, unfinished: 0, ...requests },
});

describe('reasonToDiscard', () => {
  it('finds none where every request is accounted for', () => {
    expect(
      reasonToDiscard(withRequests({ completed: 7, errors: 1, timeouts: 1, unfinished: 1 }), closed),
    ).toBeUndefined();
  });

  it('discards a measurement that lost a request', () => {
    expect(reasonToDiscard(withRequests({ completed: 9 }), closed)).toBe(
      '10 requests were offered, but 9 are accounted for (9 completed, 0 errors, 0 timeouts, 0 unfinished).',
    );
  });

  it('discards a measurement without an answer', () => {
    expect(reasonToDiscard(withRequests({ completed: 0, timeouts: 10 }), closed)).toBe(
      'None of 10 requests was answered (0 errors, 10 timeouts, 0 unfinished).',
    );
  });

  it('discards a measurement of nothing but errors', () => {
    expect(reasonToDiscard({ ...withRequests({}), statuses: { '502': 6, '504': 4 } }, closed)).toBe(
      'All 10 responses were errors (status 500 or more).',
    );
  });

  it('asks an open loop whether it kept to its plan', () => {
    const lag = new LatencyHistogram();
    for (let request = 0; request < 100; request++) lag.record(6000);
    const schedule = { offeredPerSecond: 10, keptRatio: 1, lag: lag.encode(), queued: 0, mostQueued: 0 };
    const open: OpenLoad = {
      ...closed,
      kind: 'open',
      arrivals: { process: 'paced', stages: [{ from: 10, to: 10, durationUs: undefined }] },
      maxLagUs: 5000,
    };
    expect(reasonToDiscard({ ...withRequests({}), schedule }, open)).toMatch(/^The load generator sent 1 %/);
    expect(reasonToDiscard({ ...withRequests({}), schedule }, { ...open, maxLagUs: 7000 })).toBeUndefined();
  });
});
