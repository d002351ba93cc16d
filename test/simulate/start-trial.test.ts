import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictionsOf } from '../../src/results/contradictions.ts';
import type { Measurement, Result } from '../../src/results/result.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { readScenario } from '../../src/scenario/scenario-file.ts';
import { readTrace } from '../../src/scenario/trace-file.ts';
import { startTrial } from '../../src/simulate/start-trial.ts';
import { meanWaitUs } from '../../src/simulate/theory/queueing.ts';
import { createRandom, type Random } from '../../src/support/random.ts';
import { aCalibration } from '../support/a-calibration.ts';
import { countOf, latenciesOf, scenarioOf, simulate } from '../support/simulated.ts';

const shipped = [
  'quickstart',
  'backend-outage',
  'cold-start',
  'crawler-scan',
  'expiry-storm',
  'flash-crowd',
  'large-bodies',
  'long-tail',
  'many-nodes',
  'personalised-feed',
  'read-your-writes',
  'redis-far-away',
  'slow-backend',
  'trace-replay',
  'write-heavy',
];

describe('A simulated trial', () => {
  it.each(shipped)('accounts for every request of %s under every strategy', async (name) => {
    const { scenario } = await readScenario(`scenarios/${name}.yaml`, name);
    const trace = scenario.trace && (await readTrace(scenario.trace, scenario.routes));
    const short: Scenario = {
      ...scenario,
      measure: { ...scenario.measure, warmupUs: 300e3, durationUs: 700e3 },
    };
    for (const strategy of scenario.strategies) {
      const model = {
        scenario: short,
        strategy,
        seed: 3,
        trace,
        calibration: aCalibration,
        machines: 'one',
      } as const;
      const trial = startTrial(model);
      while (!trial.advance(100_000));
      const measurement = trial.measurement() as Measurement;
      expect(measurement.requests.completed).toBeGreaterThan(0);
      expect(contradictionsOf(asResult(strategy.name, measurement))).toEqual([]);
    }
  });

  it('is the same to the last byte for the same seed, and another for another', () => {
    const scenario = scenarioOf(shop('strategies: [tiered]\nload: { connections: 20 }'));
    const text = (seed: number) => JSON.stringify(simulate(scenario, { seed, machines: 'one' }));
    expect(text(1)).toBe(text(1));
    expect(text(1)).not.toBe(text(2));
  });

  it('has the same hit ratio in whatever order events of the same time come', () => {
    // Everything takes whole milliseconds or no time at all, so nearly all events tie.
    const scenario = scenarioOf(`question: Does the order matter?
strategies: [{ mode: memory, nodes: 3, balance: round-robin, cache: { maxSize: 64KiB } }]
backends: { api: { latency: 10ms, capacity: 8, etag: false, lastModified: false } }
routes: [{ match: "GET /{id}", backend: api, keys: { count: 300 }, headers: { cache-control: max-age=1 } }]
load: { connections: 30 }
network: { client: { delay: 1ms } }
measure: { warmup: 1s, duration: 10s, repetitions: 1 }`);
    const hitRatio = (ties?: Random): number => {
      const measured = simulate(scenario, ties && { ties });
      return (countOf(measured, 'hit') + countOf(measured, 'collapsed')) / measured.requests.completed;
    };
    const expected = hitRatio();
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(Math.abs(hitRatio(createRandom(seed)) - expected)).toBeLessThan(0.005);
      }),
      { numRuns: 10 },
    );
  });

  it('is refused where it has more resources than it can tell apart', () => {
    const scenario = scenarioOf(
      shop('strategies: [memory]')
        .replaceAll('count: 500', 'count: 1000000000')
        .replace('{id}", backend: api, weight: 3', 'w/{id}", backend: api, weight: 3'),
    );
    expect(() => simulate(scenario)).toThrow(
      'tells at most 1,073,741,824 resources apart; the scenario has 2,000,000,000',
    );
  });

  it('is given up where nothing takes any time', () => {
    const text = single('load: { connections: 1 }', 'latency: 0s');
    expect(() => simulate(scenarioOf(text))).toThrow('Requests take no time at all');
  });

  it('that was stopped gives what was measured by then, every request accounted for', () => {
    const scenario = scenarioOf(shop('strategies: [memory]\nload: { connections: 20 }'));
    const [strategy] = scenario.strategies;
    if (strategy === undefined) throw new Error('no strategy');
    const trial = startTrial({
      scenario,
      strategy,
      seed: 1,
      trace: undefined,
      calibration: aCalibration,
      machines: 'one',
    });
    while (trial.progress < 0.5) trial.advance(1000);
    expect(trial.progress).toBeLessThan(1);
    const measurement = trial.measurement() as Measurement;
    expect(contradictionsOf(asResult(strategy.name, measurement))).toEqual([]);
  });
});

describe('A simulated closed loop', () => {
  it('turns as fast as its connections and the latency allow', () => {
    const measured = simulate(scenarioOf(single('load: { connections: 8 }', 'latency: 10ms')));
    expect(perSecond(measured)).toBeCloseTo(800, -1);
    expect(latenciesOf(measured).quantileUs(0.5)).toBeGreaterThan(9980);
  });

  it('is held up at a backend that serves few at once, by Little’s law', () => {
    const text = single('load: { connections: 40 }', 'latency: 10ms, capacity: 4');
    const measured = simulate(scenarioOf(text));
    expect(perSecond(measured)).toBeCloseTo(400, -1);
    expect(latenciesOf(measured).meanUs).toBeGreaterThan(95_000);
  });

  it('is limited by the load generator’s core on one machine, and by the gateway’s own on many', () => {
    const text = single('strategies: [memory]\nload: { connections: 50 }', 'latency: 0s');
    const [one, many] = (['one', 'many'] as const).map((machines) =>
      simulate(scenarioOf(text), { machines, calibration: aCalibration }),
    );
    const { requestUs, kibibyteUs } = aCalibration.load;
    expect(perSecond(one as Measurement)).toBeLessThan(1e6 / (requestUs + kibibyteUs));
    expect(perSecond(many as Measurement)).toBeGreaterThan(perSecond(one as Measurement));
    const { hitUs, kibibyteUs: bodyUs } = aCalibration.gateway;
    expect(perSecond(many as Measurement) * (hitUs + bodyUs)).toBeCloseTo(1e6, -4);
  });
});

describe('A simulated open loop', () => {
  it('waits at its backend as the formula of Pollaczek and Khinchine says', () => {
    const text = single('load: { rate: 70/s, connections: 1000 }', 'latency: 10ms, capacity: 1', '1000s');
    const measured = simulate(scenarioOf(text));
    const queue = { perSecond: 70, serviceUs: 10_000, servers: 1, squaredVariation: 0 };
    expect(latenciesOf(measured).meanUs - 10_000).toBeCloseTo(meanWaitUs(queue), -3);
  });

  it('counts response times from when requests were due', () => {
    const text = single('load: { rate: 200/s, connections: 1 }', 'latency: 10ms');
    const { outcomes, schedule } = simulate(scenarioOf(text));
    const { latency, response } = outcomes.bypass as NonNullable<(typeof outcomes)['bypass']>;
    expect(schedule?.queued).toBeGreaterThan(0);
    expect(latency).not.toBe(response);
  });
});

describe('A simulated cache', () => {
  it.each([
    ['collapsed', true],
    ['not collapsed', false],
  ])('calls the backend as often as delayed hits and herds say: %s', (_, collapse) => {
    const text = `question: How often?
strategies: [{ mode: memory, cache: { collapse: ${collapse} } }]
backends: { api: { latency: 200ms, etag: false, lastModified: false } }
routes: [{ match: GET /one, backend: api, headers: { cache-control: max-age=1 } }]
load: { rate: 50/s, connections: 1000 }
measure: { warmup: 2s, duration: 4000s, repetitions: 1 }`;
    const measured = simulate(scenarioOf(text));
    const [rate, fetch, ttl] = [50, 0.2, 0.8];
    const late = rate * fetch - (1 - Math.exp(-rate * fetch));
    const expected = collapse
      ? 1 / (1 + rate * fetch + rate * ttl)
      : (1 + rate * fetch) / (1 + rate * fetch + late + rate * ttl);
    const calls = measured.backends[0]?.calls ?? 0;
    expect(calls / measured.requests.offered).toBeCloseTo(expected, 2);
  });

  it('answers what is out of date as often as the theory of freshness says', () => {
    const text = `question: How stale?
strategies: [memory]
backends: { api: { latency: 0s, changes: { every: 10s } } }
routes: [{ match: "GET /{id}", backend: api, keys: { count: 50, zipf: 0 }, headers: { cache-control: max-age=5 } }]
load: { rate: 500/s, connections: 1000 }
measure: { warmup: 20s, duration: 1000s, repetitions: 1 }`;
    const { staleness } = simulate(scenarioOf(text));
    const [perKey, ttl, changes] = [10, 5, 0.1];
    const hit = (perKey * ttl) / (1 + perKey * ttl);
    const expected = hit * (1 - (1 - Math.exp(-changes * ttl)) / (changes * ttl));
    expect((staleness?.stale ?? 0) / (staleness?.reads ?? 1)).toBeCloseTo(expected, 2);
  });

  it('throws out what is written, on the gateway that wrote it and in Redis, but not in other gateways’ memory', () => {
    const text = (strategy: string) => `question: Who sees what?
strategies: [${strategy}]
backends: { api: { latency: 1ms } }
routes:
  - { match: "GET /{id}", backend: api, weight: 9, keys: { count: 20 }, headers: { cache-control: max-age=60 } }
  - { match: "PUT /{id}", backend: api, weight: 1, keys: { count: 20 } }
load: { rate: 500/s, connections: 100 }
measure: { warmup: 1s, duration: 20s, repetitions: 1 }`;
    const staleOf = (strategy: string) => simulate(scenarioOf(text(strategy))).staleness?.stale;
    const four = 'nodes: 4, balance: round-robin';
    expect(staleOf('memory')).toBe(0);
    expect(staleOf(`{ mode: redis, ${four} }`)).toBe(0);
    expect(staleOf(`{ mode: tiered, ${four} }`)).toBe(0);
    expect(staleOf(`{ mode: memory, ${four} }`)).toBeGreaterThan(100);
  });

  it('goes on without a Redis that is down, and counts that', () => {
    const measured = simulate(
      scenarioOf(`${shop('strategies: [redis]\nload: { rate: 300/s, connections: 100 }')}
faults: [{ at: 1s, redis: down, for: 1s }]`),
    );
    expect(measured.requests.completed).toBe(measured.requests.offered);
    expect(countOf(measured, 'error')).toBe(0);
    expect(measured.gateways[0]?.storeErrors).toBeGreaterThan(100);
    expect(measured.faults).toEqual([
      expect.objectContaining({ name: 'Redis down', startUs: 1e6, endUs: 2e6 }),
    ]);
  });

  it('gives what is stale in place of errors where that is allowed', () => {
    const errorsOf = (cache: string) =>
      countOf(
        simulate(
          scenarioOf(`question: How many errors?
strategies: [{ mode: memory${cache} }]
backends: { api: { latency: 5ms } }
routes: [{ match: "GET /{id}", backend: api, keys: { count: 50 }, headers: { cache-control: max-age=1 } }]
load: { rate: 300/s, connections: 100 }
measure: { warmup: 5s, duration: 4s, repetitions: 1 }
faults: [{ at: 1s, backend: api, is: failing, for: 2s }]`),
        ),
        'error',
      );
    expect(errorsOf('')).toBeGreaterThan(100);
    expect(errorsOf(', cache: { staleIfError: 60s }')).toBeLessThan(20);
  });
});

const perSecond = ({ window }: Measurement): number => (window.answered / window.durationUs) * 1e6;

const single = (rest: string, backend: string, duration = '10s'): string => `question: How fast?
${rest.includes('strategies') ? '' : 'strategies: [stateless]\n'}${rest}
backends: { api: { ${backend} } }
routes: [{ match: GET /one, backend: api, headers: { cache-control: max-age=60 } }]
measure: { warmup: 1s, duration: ${duration}, repetitions: 1 }`;

const shop = (rest: string): string => `question: Does it pay?
${rest}
backends: { api: { latency: { median: 5ms, p99: 30ms } } }
routes:
  - { match: "GET /{id}", backend: api, weight: 97, keys: { count: 500 }, headers: { cache-control: max-age=60 } }
  - { match: "PUT /{id}", backend: api, weight: 3, keys: { count: 500 } }
measure: { warmup: 500ms, duration: 3s, repetitions: 1 }`;

function asResult(strategy: string, measurement: Measurement): Result {
  return {
    kind: 'simulated',
    environment: {},
    scenario: { strategies: [{ name: strategy }], repetitions: 1 },
    trials: [{ strategy, repetition: 1, attempt: 1, position: 1, state: 'valid', measurement }],
  } as unknown as Result;
}
