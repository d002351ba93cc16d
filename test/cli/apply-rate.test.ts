import { describe, expect, it } from 'vitest';
import { applyRate } from '../../src/cli/run/apply-rate.ts';
import type { OpenLoad } from '../../src/scenario/scenario.ts';
import { UsageError } from '../../src/support/errors.ts';
import { aScenario } from '../support/a-scenario.ts';

const closed = aScenario().load;
const ramp: OpenLoad = {
  ...closed,
  kind: 'open',
  arrivals: { process: 'paced', stages: [{ from: 0, to: 900, durationUs: 10e6 }] },
  maxLagUs: 7000,
};
const replay: OpenLoad = { ...ramp, arrivals: { process: 'trace', speed: 2 } };
const steadily = (rate: number) => [{ from: rate, to: rate, durationUs: undefined }];

describe('applyRate', () => {
  it('leaves a load as it is where nothing is said', () => {
    for (const load of [closed, ramp, replay]) expect(applyRate(load, {})).toBe(load);
  });

  it('opens a closed loop at a rate, by chance unless told otherwise', () => {
    expect(applyRate(closed, { rate: 500 })).toEqual({
      ...closed,
      kind: 'open',
      arrivals: { process: 'poisson', stages: steadily(500) },
      maxLagUs: 5000,
    });
    expect(applyRate(closed, { rate: 500, arrivals: 'paced' })).toMatchObject({
      arrivals: { process: 'paced' },
    });
  });

  it('puts a rate in place of stages and of recorded times, and keeps what else was said', () => {
    expect(applyRate(ramp, { rate: 500 })).toEqual({
      ...ramp,
      arrivals: { process: 'paced', stages: steadily(500) },
    });
    expect(applyRate(replay, { rate: 500 })).toMatchObject({
      arrivals: { process: 'poisson', stages: steadily(500) },
    });
  });

  it('has the same stages come by chance', () => {
    expect(applyRate(ramp, { arrivals: 'poisson' })).toEqual({
      ...ramp,
      arrivals: { ...ramp.arrivals, process: 'poisson' },
    });
  });

  it.each([
    ['a closed loop', closed],
    ['recorded times', replay],
  ])('does not know how many requests should come by chance in %s', (_, load) => {
    expect(() => applyRate(load, { arrivals: 'poisson' })).toThrow(UsageError);
  });
});
