import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { ScenarioError } from '../../src/support/errors.ts';

const shop = `question: Does it pay?
backends: { api: { latency: 20ms } }
routes:
  - { match: 'GET /products/{id}', backend: api, weight: 9 }
  - { match: 'PUT /products/{id}', backend: api }
`;

function parse(text: string): Scenario {
  return parseScenario({ file: 'shop.yaml', text, name: 'shop', resolvePath: (file) => file });
}

function problems(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  throw new Error('The scenario was accepted.');
}

describe('the load of a scenario', () => {
  it('is a closed loop where nothing is said of times', () => {
    expect(parse(`${shop}load: { connections: 7 }`).load).toEqual({
      kind: 'closed',
      connections: 7,
      timeoutUs: 10e6,
      users: 7,
    });
  });

  it('is an open loop at a rate, by chance unless it is to be paced', () => {
    expect(parse(`${shop}load: { rate: 30/m, users: 3, maxLag: 2ms }`).load).toMatchObject({
      kind: 'open',
      users: 3,
      maxLagUs: 2000,
      arrivals: { process: 'poisson', stages: [{ from: 0.5, to: 0.5, durationUs: undefined }] },
    });
    expect(parse(`${shop}load: { rate: 5/s, arrivals: paced }`).load).toMatchObject({
      arrivals: { process: 'paced' },
    });
  });

  it('may go in stages, of which each ramp begins where the stage before it ended', () => {
    const { load, measure } = parse(
      `${shop}load: { stages: [ramp to 100/s over 5s, 100/s for 30s, ramp to 2000/s over 10s, 10/s for 1s] }`,
    );
    expect(load).toMatchObject({
      arrivals: {
        stages: [
          { from: 0, to: 100, durationUs: 5e6 },
          { from: 100, to: 100, durationUs: 30e6 },
          { from: 100, to: 2000, durationUs: 10e6 },
          { from: 10, to: 10, durationUs: 1e6 },
        ],
      },
    });
    expect(measure.durationUs).toBe(46e6);
  });

  it('may keep to the times of a trace, sped up', () => {
    const { load } = parse(`${shop}trace: { file: day.log }\nload: { rate: trace, speed: 60 }`);
    expect(load).toMatchObject({ kind: 'open', arrivals: { process: 'trace', speed: 60 } });
  });

  it('never ramps by a jump: each stage that ramps starts at the end of the last', () => {
    const stage = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 99 }));
    fc.assert(
      fc.property(fc.array(stage, { minLength: 1, maxLength: 8 }), (written) => {
        // Where nothing would be asked, the scenario is refused.
        fc.pre(written.some(([, rate]) => rate > 0));
        const texts = written.map(([ramp, rate, seconds]) =>
          ramp ? `ramp to ${rate}/s over ${seconds}s` : `${rate}/s for ${seconds}s`,
        );
        const { load } = parse(`${shop}load: { stages: [${texts.join(', ')}] }`);
        if (load.kind !== 'open' || load.arrivals.process === 'trace') throw new Error('no stages');
        const { stages } = load.arrivals;
        for (const [index, [ramp, rate]] of written.entries()) {
          expect(stages[index]?.to).toBe(rate);
          expect(stages[index]?.from).toBe(ramp ? (stages[index - 1]?.to ?? 0) : rate);
        }
      }),
    );
  });

  it.each([
    [
      '{ rate: 500 }',
      'shop.yaml:6:15: load.rate: expected a rate with its unit, as 500/s, or the word trace; saw 500.',
    ],
    ['{ rate: 0/s }', 'shop.yaml:6:15: load.rate: must be more than 0.'],
    [
      '{ rate: 5/s, stages: [10/s for 3s] }',
      'shop.yaml:6:9: load: both rate and stages say how requests come. Keep one of them.',
    ],
    [
      "{ stages: ['100/s for 30'] }",
      'shop.yaml:6:18: load.stages[0]: expected a stage as "100/s for 30s" or "ramp to 2000/s over 10s"; saw "100/s for 30".',
    ],
    [
      "{ stages: ['0/s for 3s', 'ramp to 0/s over 1s'] }",
      'shop.yaml:6:9: load: no stage has a rate above 0, so nothing would be asked. Raise one of them.',
    ],
    ['{ stages: [] }', 'shop.yaml:6:17: load.stages: needs at least one stage.'],
    [
      '{ rate: trace }',
      'shop.yaml:6:9: load: there is no trace whose times could be kept. Name one: trace: { file: access.log }.',
    ],
    [
      '{ speed: 3 }',
      'shop.yaml:6:9: load: only the times of a trace can be sped up. Add rate: trace, or remove speed.',
    ],
    [
      '{ arrivals: paced }',
      'shop.yaml:6:9: load: in a closed loop requests come when others are answered. Add a rate, as rate: 500/s, or remove arrivals.',
    ],
    [
      '{ rate: 5/s, arrivals: poison }',
      'load.arrivals: expected poisson or paced; saw "poison". Did you mean poisson?',
    ],
    [
      '{ maxLag: 3ms }',
      'shop.yaml:6:9: load: a closed loop has no intended times to lag behind. Add a rate, or remove maxLag.',
    ],
  ])('that says %s is refused at its place', (load, message) => {
    expect(problems(`${shop}load: ${load}\n`)).toContain(message);
  });
});

describe('the network of a scenario', () => {
  it('has the links that are written, and no others', () => {
    const { network } = parse(
      `${shop}network: { redis: { delay: 500us, jitter: 100us, bandwidth: 10MB/s } }`,
    );
    expect(network).toEqual({
      client: undefined,
      redis: { delayUs: 500, jitterUs: 100, bytesPerSecond: 10e6 },
      backend: undefined,
    });
  });

  it.each([
    ['{ redis: { delay: -1ms } }', 'a duration cannot be negative; saw "-1ms".'],
    [
      '{ redis: { bandwidth: 10MB } }',
      'shop.yaml:6:32: network.redis.bandwidth: expected a bandwidth, as 10MB/s; saw "10MB".',
    ],
    ['{ client: { bandwidth: 0B/s } }', 'network.client.bandwidth: must be more than 0.'],
    ['{ redis: { bandwith: 10MB/s } }', 'unknown key "bandwith". Did you mean "bandwidth"?'],
    ['{ cdn: {} }', 'network: unknown key "cdn". Known here: client, redis, backend.'],
  ])('that says %s is refused at its place', (network, message) => {
    expect(problems(`${shop}network: ${network}\n`)).toContain(message);
  });
});

describe('the faults of a scenario', () => {
  it('come in the order of their times', () => {
    const { faults } = parse(`${shop}faults:
  - { at: 7s, gateway: restarted }
  - { at: 5s, for: 1s, backend: api, is: failing, share: 0.5 }
  - { at: 3s, redis: flushed }
  - { at: 1s, for: 2s, redis: slow, by: 20ms }
`);
    expect(faults).toEqual([
      { atUs: 1e6, what: 'redis', is: 'slow', durationUs: 2e6, byUs: 20e3 },
      { atUs: 3e6, what: 'redis', is: 'flushed' },
      { atUs: 5e6, what: 'backend', backend: 'api', is: 'failing', durationUs: 1e6, ratio: 0.5 },
      { atUs: 7e6, what: 'gateway', is: 'restarted', node: undefined },
    ]);
  });

  it.each([
    [
      '[{ at: 1s, redis: down }]',
      'shop.yaml:6:10: faults[0]: the fault never ends. Say how long it lasts, as for: 5s.',
    ],
    [
      '[{ at: 1s, for: 2s, redis: donw }]',
      'faults[0].redis: expected down, slow or flushed; saw "donw". Did you mean down?',
    ],
    [
      '[{ at: 1s, for: 2s, redis: flushed }]',
      'shop.yaml:6:20: faults[0]: a flush takes no time. Remove for.',
    ],
    ['[{ at: 1s, for: 2s, redis: slow }]', 'faults[0]: how much slower? Say it, as by: 20ms.'],
    ['[{ at: 1s, for: 2s, redis: down, by: 3ms }]', 'only what is slow is slower by some time. Remove by.'],
    ['[{ at: 1s, for: 2s, backend: apu, is: down }]', 'no backend is called "apu". Did you mean "api"?'],
    [
      '[{ at: 1s, for: 2s, backend: api, is: down, share: 0.5 }]',
      'only what is failing has a share. Remove share.',
    ],
    [
      '[{ at: 11s, gateway: restarted }]',
      'shop.yaml:6:16: faults[0].at: the measurement is over by then: it takes 10.0 s. Let it happen sooner, or measure for longer.',
    ],
    [
      '[{ at: 1s, gateway: restarted, node: 2 }]',
      'shop.yaml:6:46: faults[0].node: there is no node 2; the most are 1.',
    ],
    ['[]', 'shop.yaml:6:9: faults: names no fault.'],
  ])('that say %s are refused at their place', (faults, message) => {
    expect(problems(`${shop}faults: ${faults}\n`)).toContain(message);
  });

  it('befall no Redis where no strategy uses one', () => {
    expect(problems(`${shop}strategies: [memory]\nfaults: [{ at: 1s, redis: flushed }]\n`)).toContain(
      'faults[0]: no strategy uses Redis. Add one of mode redis or tiered.',
    );
  });
});

describe('the bounds of a scenario', () => {
  it('are read in the unit of their metric, also of strategies whose names hold dots', () => {
    const { expect: bounds } = parse(`${shop}
strategies: [{ name: fresh for 0.5 s, mode: memory }]
expect:
  fresh for 0.5 s.hitRatio: '>= 90%'
  fresh for 0.5 s.p99: '< 20ms'
  fresh for 0.5 s.requestsPerSecond: '>500/s'
`);
    const strategy = 'fresh for 0.5 s';
    expect(bounds).toEqual([
      { strategy, metric: 'hitRatio', operator: '>=', value: 0.9 },
      { strategy, metric: 'p99', operator: '<', value: 20_000 },
      { strategy, metric: 'requestsPerSecond', operator: '>', value: 500 },
    ]);
  });

  it.each([
    [
      "{ memory.hitRato: '>= 0.9' }",
      'shop.yaml:6:27: expect.memory.hitRato: expected <strategy>.<metric> as the name of a bound; saw "memory.hitRato". Did you mean hitRatio?',
    ],
    [
      "{ memory.p99: '< 20' }",
      'shop.yaml:6:23: expect.memory.p99: expected a bound as "< 20ms"; saw "< 20".',
    ],
    ["{ memory.p99: '20ms' }", 'expected a bound as "< 20ms"; saw "20ms".'],
    ["{ memory: '< 20ms' }", 'saw "memory". Metrics: requestsPerSecond, p50,'],
    ["{ memori.p99: '< 20ms' }", 'expect.memori.p99: no strategy is called "memori". Did you mean "memory"?'],
    ['{ memory.hitRatio: 0.9 }', 'expected a bound as ">= 0.9"; saw 0.9.'],
    ["{ memory.hitRatio: '>= 90' }", 'expected a bound as ">= 0.9"; saw ">= 90".'],
    ["{ memory.failures: '< 101%' }", 'saw "< 101%".'],
    ["{ memory.costPerMillion: '< 1' }", 'there are no prices to tell a cost by. Add a block prices.'],
  ])('that say %s are refused at their place', (bounds, message) => {
    expect(problems(`${shop}expect: ${bounds}\n`)).toContain(message);
  });
});

describe('what belongs to backends and routes', () => {
  it('is refused where it has no meaning', () => {
    expect(problems(shop.replace('weight: 9', 'readBack: 0.5'))).toContain(
      'routes[0]: GET writes nothing that could be read back. Give readBack to the route that writes.',
    );
    expect(
      problems(shop.replace('PUT /products/{id}', 'PUT /x/{id}').replace(/api }\n$/, 'api, readBack: 1 }\n')),
    ).toContain('routes[1]: no route reads what PUT /x/{id} writes. Add a route that matches GET /x/{id}.');
    expect(problems(shop.replace('20ms', '20ms, changes: { every: 1ms }'))).toContain(
      'make 10000000 changes a second; at most 20000 can be followed.',
    );
  });
});
