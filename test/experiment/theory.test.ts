import { describe, expect, it } from 'vitest';
import { withTheory } from '../../src/experiment/theory.ts';
import { resultSchema } from '../../src/results/result.ts';
import { aResult, memory, stateless } from '../support/a-result.ts';
import { aRoute } from '../support/a-route.ts';
import { aScenario } from '../support/a-scenario.ts';

const scenario = aScenario();
const strategies = scenario.strategies.filter(({ mode }) => mode === 'stateless' || mode === 'memory');
const result = aResult({ strategies: [stateless, memory] });

describe('the theory in a Result', () => {
  it('of a closed loop is that at the rate of its trials', () => {
    const told = withTheory(result, { ...scenario, strategies });
    expect(told.theory?.map(({ strategy }) => strategy)).toEqual(['stateless', 'memory']);
    expect(told.theory?.[0]).toMatchObject({
      offload: 0,
      limits: [expect.stringContaining('from the trials')],
    });
    expect(told.theory?.[0]).not.toHaveProperty('requestsPerSecond');
    expect(told.theory?.[0]).not.toHaveProperty('hitRatio');
    expect(told.theory?.[1]?.hitRatio).toBeGreaterThan(0.5);
    expect(resultSchema.parse(JSON.parse(JSON.stringify(told)))).toEqual(JSON.parse(JSON.stringify(told)));
  });

  it('of an open loop is that at the rate of its plan, also of what has no trial', () => {
    const stages = [{ from: 500, to: 500, durationUs: undefined }];
    const load = {
      ...scenario.load,
      kind: 'open',
      arrivals: { process: 'poisson', stages },
      maxLagUs: 1e6,
    } as const;
    const told = withTheory({ ...result, trials: [] }, { ...scenario, strategies, load });
    expect(told.theory?.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([500, 500]);
  });

  it('is absent where no trial says how fast a closed loop turns, a trace is replayed, or there is too much to tell', () => {
    const trace = { file: '/trace.txt', format: undefined, limit: undefined };
    const routes = Array.from({ length: 100 }, (_, number) => aRoute(`GET /${number}/{id}`));
    expect(withTheory({ ...result, trials: [] }, { ...scenario, strategies })).not.toHaveProperty('theory');
    expect(withTheory(result, { ...scenario, strategies, trace })).not.toHaveProperty('theory');
    expect(withTheory(result, { ...scenario, strategies, routes })).not.toHaveProperty('theory');
  });
});
