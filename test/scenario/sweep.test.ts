import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario, parseScenarioFile } from '../../src/scenario/parse-scenario.ts';
import type { Sweep } from '../../src/scenario/sweep.ts';
import { ScenarioError } from '../../src/support/errors.ts';

const base = `question: Does it pay?
strategies: [stateless, memory]
backends:
  api: { latency: 20ms, body: 2KiB }   # near
routes:
  - match: GET /products/{id}
    backend: api
    keys: { count: 100, zipf: 0.8 }
`;

const file = (text: string) => ({
  file: 'shop.yaml',
  text,
  name: 'shop',
  resolvePath: (path: string) => path,
});

function sweepOf(block: string, scenario = base): Sweep {
  const { sweep } = parseScenarioFile(file(`${scenario}sweep: ${block}\n`));
  if (sweep === undefined) throw new Error('There is no sweep.');
  return sweep;
}

function problems(block: string, scenario = base): string[] {
  try {
    sweepOf(block, scenario);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
  throw new Error('The sweep was accepted.');
}

describe('a sweep', () => {
  it('is absent from a scenario that has none', () => {
    expect(parseScenarioFile(file(base)).sweep).toBeUndefined();
  });

  it('has a cell for every combination, the last axis changing fastest', () => {
    const { cells } = sweepOf('{ gateway.cache.ttl: [1s, 10s], gateway.nodes: [1, 2, 3] }');
    expect(cells.map(({ number, values }) => [number, ...values])).toEqual([
      [1, '1s', 1],
      [2, '1s', 2],
      [3, '1s', 3],
      [4, '10s', 1],
      [5, '10s', 2],
      [6, '10s', 3],
    ]);
    expect(cells.map(({ scenario }) => scenario.strategies[1])).toMatchObject(
      [1, 1, 1, 10, 10, 10].map((seconds, index) => ({
        nodes: (index % 3) + 1,
        cache: { ttlUs: seconds * 1e6 },
      })),
    );
  });

  it.each([
    ['routes[0].keys.zipf', '1.2', ({ routes }) => routes[0]?.keys, { count: 100, zipf: 1.2 }],
    [
      'backends.api.latency',
      '5ms',
      ({ backends }) => backends[0]?.latencyUs,
      { kind: 'constant', value: 5e3 },
    ],
    ['backends["api"].latency', '5ms', ({ backends }) => backends[0]?.bodyBytes, { value: 2048 }],
    ['load.rate', '100/s', ({ load }) => load, { kind: 'open' }],
    [
      'strategies[1].cache.maxSize',
      '1MiB',
      ({ strategies }) => strategies[1],
      { mode: 'memory', cache: { maxSizeBytes: 2 ** 20 } },
    ],
    ['strategies[0]', 'redis', ({ strategies }) => strategies.map(({ mode }) => mode), ['redis', 'memory']],
    [
      'routes[0].headers.cache-control',
      'max-age=7',
      ({ routes }) => routes[0]?.headers,
      { 'cache-control': 'max-age=7' },
    ],
    ['gateway.cache.negative.404', '7s', ({ strategies }) => strategies[1]?.cache.negative, { 404: 7e6 }],
    ['measure.repetitions', '3', ({ measure }) => measure.repetitions, 3],
  ] as [string, string, (scenario: ReturnType<typeof parseScenario>) => unknown, unknown][])(
    'sets %s to %s and keeps the rest',
    (path, value, pick, expected) => {
      const [cell] = sweepOf(`{ '${path}': [${value}] }`).cells;
      const picked = pick(cell.scenario);
      if (typeof expected === 'object') expect(picked).toMatchObject(expected as object);
      else expect(picked).toBe(expected);
    },
  );

  it('can set one key of a distribution, of an alias, and of strategies that the file leaves out', () => {
    const latency = base.replace('20ms', '&usual { median: 20ms, p99: 80ms }');
    const [median] = sweepOf('{ backends.api.latency.median: [5ms] }', latency).cells;
    expect(median.scenario.backends[0]?.latencyUs).toEqual({ kind: 'lognormal', median: 5e3, p99: 80e3 });

    const aliased = latency.replace('routes:', '  slow: { latency: *usual }\nroutes:');
    const [alias] = sweepOf('{ backends.slow.latency.p99: [1s] }', aliased).cells;
    expect(alias.scenario.backends.map(({ latencyUs }) => latencyUs)).toMatchObject([
      { p99: 80e3 },
      { median: 20e3, p99: 1e6 },
    ]);

    const [absent] = sweepOf(
      '{ "strategies[2].cache.ttl": [1s] }',
      base.replace(/^strategies.*\n/m, ''),
    ).cells;
    expect(absent.scenario.strategies).toMatchObject([
      { name: 'stateless', cache: { ttlUs: undefined } },
      { name: 'memory', cache: { ttlUs: undefined } },
      { name: 'redis', cache: { ttlUs: 1e6 } },
    ]);
  });

  it('makes each cell an ordinary scenario file, comments included', () => {
    const { cells } = sweepOf('{ gateway.nodes: [1, 2], "routes[0].keys.zipf": [0, 1.1] }');
    for (const { source, scenario } of cells) {
      expect(source).toContain('# near');
      expect(source).not.toContain('sweep');
      expect(parseScenario(file(source))).toEqual(scenario);
    }
  });

  it('lets a file leave to the sweep what it must have', () => {
    const { cells } = sweepOf('{ backends.api.latency: [1ms, 2ms] }', base.replace('latency: 20ms, ', ''));
    expect(cells).toHaveLength(2);
  });

  it.each([
    [
      '{ gateway.cach.ttl: [1s] }',
      /shop.yaml:9:10: sweep of gateway.cach.ttl: no scenario has this path\. Did you mean gateway\.cache\.ttl\?/,
    ],
    ['{ cache.ttl: [1s] }', /Did you mean gateway\.cache\.ttl or strategies\[n\]\.cache\.ttl\?/],
    ['{ "routes[1].weight": [1] }', /there is no routes\[1\]; the last is routes\[0\]/],
    ['{ routes.weight: [1] }', /routes is a list\. Write routes\[0\]/],
    ['{ backends.apj.latency: [1ms] }', /no backend is called "apj"\. Did you mean "api"\?/],
    ['{ "gateway nodes": [1] }', /is no path\. Write it as gateway\.cache\.ttl/],
    ['{ sweep.gateway.nodes: [1] }', /cannot sweep itself/],
    ['{ gateway.nodes: [] }', /needs at least one value/],
    ['{ gateway.nodes: [1, 2, 1] }', /1 is there twice/],
    ['{ gateway.nodes: [1], "gateway[\\"nodes\\"]": [2] }', /gateway\.nodes sets the same/],
    ['{ gateway.nodes: 3 }', /expected a list/],
    [
      `{ gateway.nodes: [${Array.from({ length: 50 }, (_, n) => n + 1)}], load.connections: [${Array.from({ length: 11 }, (_, n) => n + 1)}] }`,
      /550 combinations \(50 × 11\); at most 500/,
    ],
  ])('refuses %s at its line', (block, message) => {
    expect(problems(block).join('\n')).toMatch(message);
  });

  it('blames the value that a cell cannot take, once, where it stands', () => {
    expect(problems('\n  gateway.cache.ttl: [1s, 10 sec]\n  gateway.nodes: [1, 2]\n')).toEqual([
      expect.stringMatching(
        /^shop\.yaml:10:27: sweep\.gateway\.cache\.ttl\[1\]: expected a duration.*saw "10 sec"/,
      ),
    ]);
  });

  it('names the cell whose parts do not go together', () => {
    const faulty = `${base}faults: [{ at: 12s, gateway: restarted }]\n`;
    expect(problems('{ measure.duration: [10s, 20s], gateway.nodes: [1, 2] }', faulty)[0]).toMatch(
      /^shop\.yaml:10:8: sweep: in cell 1 \(measure\.duration = 10s, gateway\.nodes = 1\), faults\[0\]\.at: the measurement is over by then/,
    );
  });

  it('says of the file, not of the sweep, what is wrong with every cell', () => {
    expect(problems('{ gateway.nodes: [1, 2] }', base.replace('GET /', 'GET'))).toEqual([
      expect.stringMatching(/^shop\.yaml:6:12: routes\[0\]\.match/),
    ]);
  });

  it('never fails other than with sentences at a line, whatever is written as path and values', () => {
    const word = fc.constantFrom(
      'gateway',
      'cache',
      'ttl',
      'routes',
      'backends',
      'api',
      'latency',
      'strategies',
      'sweep',
      'expect',
      'faults',
      'x',
      '404',
    );
    const step = fc.oneof(
      word.map((name) => `.${name}`),
      fc.nat(3).map((place) => `[${place}]`),
      word.map((name) => `["${name}"]`),
    );
    const path = fc
      .tuple(word, fc.array(step, { maxLength: 5 }))
      .map(([first, rest]) => first + rest.join(''));
    const value = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom('1s', '5ms', 'memory', '', '&', '*a'));
    fc.assert(
      fc.property(
        fc.dictionary(path, fc.array(value, { maxLength: 3 }), { minKeys: 1, maxKeys: 3 }),
        (axes) => {
          try {
            const { cells } = sweepOf(JSON.stringify(axes));
            expect(cells.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(ScenarioError);
            expect((error as Error).message).toMatch(/^shop\.yaml:\d+:\d+: /);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
