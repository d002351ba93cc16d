import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenLoad } from '../../src/scenario/scenario.ts';
import { shortenScenario } from '../../src/scenario/shorten-scenario.ts';
import { aScenario } from '../support/a-scenario.ts';

const load: OpenLoad = {
  kind: 'open',
  connections: 50,
  timeoutUs: 10e6,
  users: 50,
  maxLagUs: 5e3,
  arrivals: {
    process: 'poisson',
    stages: [
      { from: 100, to: 100, durationUs: 10e6 },
      { from: 100, to: 900, durationUs: 20e6 },
    ],
  },
};

describe('shortenScenario', () => {
  it('keeps all strategies together under load for at most 15 s, and never longer than before', () => {
    const us = fc.integer({ min: 1, max: 600e6 });
    fc.assert(
      fc.property(us, us, fc.integer({ min: 1, max: 1000 }), (warmupUs, durationUs, repetitions) => {
        const scenario = aScenario({ measure: { warmupUs, durationUs, repetitions } });
        const { measure, strategies } = shortenScenario(scenario, 15e6);
        expect(strategies).toEqual(scenario.strategies);
        expect(measure.repetitions).toBe(1);
        expect(strategies.length * (measure.warmupUs + measure.durationUs)).toBeLessThanOrEqual(15e6);
        expect(measure.warmupUs).toBeLessThanOrEqual(warmupUs);
        expect(measure.durationUs).toBeLessThanOrEqual(durationUs);
      }),
    );
  });

  it('shortens stages and faults in the same proportion, and leaves rates and delays alone', () => {
    const short = shortenScenario(
      aScenario({
        load,
        measure: { warmupUs: 20e6, durationUs: 30e6, repetitions: 8 },
        faults: [
          { atUs: 10e6, what: 'redis', is: 'slow', durationUs: 6e6, byUs: 20e3 },
          { atUs: 20e6, what: 'gateway', is: 'restarted', node: undefined },
        ],
      }),
      15e6,
    );
    // Three strategies: 5 s each, a tenth of what it was.
    expect(short.measure).toMatchObject({ warmupUs: 2e6, durationUs: 3e6 });
    expect(short.load).toMatchObject({
      arrivals: {
        stages: [
          { from: 100, to: 100, durationUs: 1e6 },
          { from: 100, to: 900, durationUs: 2e6 },
        ],
      },
    });
    expect(short.faults).toMatchObject([
      { atUs: 1e6, durationUs: 0.6e6, byUs: 20e3 },
      { atUs: 2e6, is: 'restarted' },
    ]);
  });

  it('leaves alone what is short already, but for its repetitions', () => {
    const scenario = aScenario({ load, measure: { warmupUs: 1e6, durationUs: 3e6, repetitions: 3 } });
    expect(shortenScenario(scenario, 15e6)).toEqual({
      ...scenario,
      measure: { ...scenario.measure, repetitions: 1 },
    });
  });
});
