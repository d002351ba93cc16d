import { describe, expect, it } from 'vitest';
import { countOf, scenarioOf, simulate } from '../../support/simulated.ts';

const scenarioWith = (blocks: string): string => `question: What is stored, and for how long?
${blocks}
load: { rate: 200/s, connections: 100 }
measure: { warmup: 10s, duration: 20s, repetitions: 1 }
`;

describe('a simulated gateway', () => {
  it('takes an answer that says nothing of its lifetime for fresh for a tenth of the time since it changed', () => {
    const scenario = scenarioOf(
      scenarioWith(`strategies: [memory]
backends: { api: { latency: 1ms, etag: false } }
routes: [{ match: GET /news, backend: api }]`),
    );
    const measurement = simulate(scenario);
    // Its lifetime grows with the age of what it is an answer of, so that calls come at ever longer intervals, each a tenth
    // longer than the last, but for the seconds that dates are rounded to.
    const expected = Math.log(30 / 10) / Math.log(1.1);
    const calls = measurement.backends[0]?.calls ?? 0;
    expect(calls).toBeGreaterThan(expected - 4);
    expect(calls).toBeLessThan(expected + 4);
    expect(measurement.backends[0]?.notModified).toBe(calls);
    expect(countOf(measurement, 'hit')).toBeGreaterThan(3000);
  });
});
