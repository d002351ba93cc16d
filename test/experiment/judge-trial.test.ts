import { describe, expect, it } from 'vitest';
import { reasonToDiscard } from '../../src/experiment/judge-trial.ts';
import { validMeasurements } from '../../src/results/figures.ts';
import type { Measurement } from '../../src/results/result.ts';
import { aResult } from '../support/a-result.ts';

const measurement = validMeasurements(aResult(), 'stateless')[0]?.measurement as Measurement;
const withRequests = (requests: Partial<Measurement['requests']>): Measurement => ({
  ...measurement,
  requests: { offered: 10, completed: 10, errors: 0, timeouts: 0, unfinished: 0, ...requests },
});

describe('reasonToDiscard', () => {
  it('finds none where every request is accounted for', () => {
    expect(
      reasonToDiscard(withRequests({ completed: 7, errors: 1, timeouts: 1, unfinished: 1 })),
    ).toBeUndefined();
  });

  it('discards a measurement that lost a request', () => {
    expect(reasonToDiscard(withRequests({ completed: 9 }))).toBe(
      '10 requests were offered, but 9 are accounted for (9 completed, 0 errors, 0 timeouts, 0 unfinished).',
    );
  });

  it('discards a measurement without an answer', () => {
    expect(reasonToDiscard(withRequests({ completed: 0, timeouts: 10 }))).toBe(
      'None of 10 requests was answered (0 errors, 10 timeouts, 0 unfinished).',
    );
  });

  it('discards a measurement of nothing but errors', () => {
    expect(reasonToDiscard({ ...withRequests({}), statuses: { '502': 6, '504': 4 } })).toBe(
      'All 10 responses were errors (status 500 or more).',
    );
  });
});
