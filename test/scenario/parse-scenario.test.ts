import { describe, expect, it } from 'vitest';
import { newScenarioText } from '../../src/cli/scenario/template.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { ScenarioError } from '../../src/support/errors.ts';

const shortest = `question: Does it pay?
backends:
  api: { latency: 20ms }
routes:
  - match: GET /products/{id}
    backend: api
`;

function parse(text: string): Scenario {
  return parseScenario({ file: 'shop.yaml', text, name: 'shop', resolvePath: (file) => `/data/${file}` });
}

function problems(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
  throw new Error('The scenario was accepted.');
}

describe('parseScenario', () => {
  it('makes a complete scenario of a short file', () => {
    const scenario = parse(shortest);
    expect(scenario.strategies.map(({ name }) => name)).toEqual(['stateless', 'memory', 'redis']);
    expect(scenario.backends[0]).toMatchObject({
      name: 'api',
      latencyUs: { kind: 'constant', value: 20_000 },
      bodyBytes: { kind: 'constant', value: 1024 },
      capacity: undefined,
      etag: true,
    });
    expect(scenario.routes[0]).toMatchObject({
      method: 'GET',
      weight: 1,
      keys: { count: 10_000, zipf: 0.8 },
    });
    expect(scenario.load).toEqual({ connections: 50, timeoutUs: 10_000_000 });
    expect(scenario.measure).toEqual({ warmupUs: 2e6, durationUs: 10e6, repetitions: 5, cache: 'warm' });
  });

  it('lets a strategy differ from the gateway block and share the rest', () => {
    const { strategies } = parse(`${shortest}
gateway: { nodes: 2, cache: { maxSize: 1MiB, ttl: 30s } }
strategies:
  - memory
  - { name: small, mode: memory, nodes: 1, cache: { maxSize: 10KiB } }
`);
    expect(strategies[0]).toMatchObject({ nodes: 2, cache: { maxSizeBytes: 2 ** 20, ttlUs: 30e6 } });
    expect(strategies[1]).toMatchObject({
      name: 'small',
      nodes: 1,
      cache: { maxSizeBytes: 10_240, ttlUs: 30e6 },
    });
  });

  it('gives routes with the same path one key space', () => {
    const { routes } = parse(`${shortest}    keys: { count: 7, zipf: 1 }
  - { match: 'PUT /products/{id}', backend: api }
  - { match: GET /health, backend: api }
`);
    expect(routes.map(({ keys }) => keys)).toEqual([
      { count: 7, zipf: 1 },
      { count: 7, zipf: 1 },
      { count: 1, zipf: 0 },
    ]);
  });

  it.each([
    ['20ms', { kind: 'constant', value: 20_000 }],
    ['{ min: 1ms, max: 2ms }', { kind: 'uniform', min: 1000, max: 2000 }],
    ['{ median: 20ms, p99: 120ms }', { kind: 'lognormal', median: 20_000, p99: 120_000 }],
    [
      '{ fast: 5ms, slow: 1.5s, slowShare: 0.02 }',
      { kind: 'bimodal', fast: 5000, slow: 1_500_000, slowShare: 0.02 },
    ],
  ])('reads the latency %s', (written, read) => {
    expect(parse(shortest.replace('20ms', written)).backends[0]?.latencyUs).toEqual(read);
  });

  it('replays a trace from an empty cache unless told otherwise', () => {
    const { trace, measure } = parse(`${shortest}trace: { file: day.log.gz }\n`);
    expect(trace).toEqual({ file: '/data/day.log.gz', format: undefined, limit: undefined });
    expect(measure).toMatchObject({ cache: 'cold', durationUs: 300e6 });
  });

  it('accepts the scenario that `scenario new` writes', () => {
    expect(parse(newScenarioText).strategies).toHaveLength(4);
  });
});

describe('parseScenario, given a mistake', () => {
  it.each([
    [
      'an unknown key',
      `${shortest}stratgies: [memory]\n`,
      'shop.yaml:7:1: unknown key "stratgies". Did you mean "strategies"?',
    ],
    [
      'an unknown key deep inside',
      `${shortest}strategies: [{ mode: memory, cahce: {} }]\n`,
      'shop.yaml:7:30: strategies[0]: unknown key "cahce". Did you mean "cache"?',
    ],
    [
      'a key that resembles none',
      shortest.replace('latency: 20ms', 'latency: 20ms, zzz: 1'),
      'shop.yaml:3:25: backends.api: unknown key "zzz". Known here: latency, capacity, body, errors, etag, lastModified.',
    ],
    [
      'a wrong unit',
      shortest.replace('20ms', '10 sec'),
      'shop.yaml:3:19: backends.api.latency: expected a duration with its unit, as 50ms, 2s or 1.5m; saw "10 sec". Did you mean 10s?',
    ],
    [
      'a number without a unit',
      shortest.replace('20ms', '20'),
      'shop.yaml:3:19: backends.api.latency: expected a duration with its unit, as 50ms, 2s or 1.5m; saw 20. Did you mean 20ms or 20s?',
    ],
    [
      'a negative duration',
      shortest.replace('20ms', '-5ms'),
      'shop.yaml:3:19: backends.api.latency: a duration cannot be negative; saw "-5ms".',
    ],
    [
      'a negative number',
      `${shortest}measure: { repetitions: -1 }\n`,
      'shop.yaml:7:25: measure.repetitions: must be at least 1; saw -1.',
    ],
    [
      'a route without a backend',
      shortest.replace('    backend: api\n', ''),
      'shop.yaml:5:5: routes[0].backend: a route needs a backend, the name of one of the backends; saw nothing.',
    ],
    [
      'a backend that is not there',
      shortest.replace('backend: api', 'backend: apis'),
      'shop.yaml:6:14: routes[0].backend: no backend is called "apis". Did you mean "api"?',
    ],
    [
      'a mode that is not there',
      `${shortest}strategies: [memroy]\n`,
      'shop.yaml:7:14: strategies[0]: expected stateless, memory or redis; saw "memroy". Did you mean memory?',
    ],
    [
      'a mode that is not there, in a mapping',
      `${shortest}strategies: [{ name: a, mode: memry }]\n`,
      'shop.yaml:7:31: strategies[0].mode: expected stateless, memory or redis; saw "memry". Did you mean memory?',
    ],
    [
      'a question without words',
      shortest.replace('Does it pay?', '""'),
      'shop.yaml:1:11: question: says nothing; write what the run shall settle.',
    ],
    [
      'a wait of weeks',
      shortest.replace('20ms', '999h'),
      'shop.yaml:3:19: backends.api.latency: must be at most 24h.',
    ],
    [
      'an incomplete distribution',
      shortest.replace('20ms', '{ median: 20ms }'),
      'shop.yaml:3:19: backends.api.latency.p99: expected a duration with its unit, as 50ms, 2s or 1.5m; saw nothing.',
    ],
    [
      'a median above the p99',
      shortest.replace('20ms', '{ median: 20ms, p99: 3ms }'),
      'shop.yaml:3:19: backends.api.latency: needs 0 < median ≤ p99.',
    ],
    [
      'a YAML syntax error',
      `${shortest}  - [\n`,
      'shop.yaml:8:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
    [
      'a key said twice',
      `${shortest}question: Again?\n`,
      'shop.yaml:7:1: not valid YAML: Map keys must be unique.',
    ],
    ['an empty file', '', 'shop.yaml:1:1: expected a mapping (key: value); saw nothing.'],
    [
      'two holes in a path',
      shortest.replace('{id}', '{a}/{b}'),
      'shop.yaml:5:12: routes[0].match: "/products/{a}/{b}" is not a path with at most one {parameter}, as /products/{id} or /{path...}; saw "GET /products/{a}/{b}".',
    ],
    [
      'two strategies of one name',
      `${shortest}strategies: [memory, memory]\n`,
      'shop.yaml:7:22: strategies[1]: a second strategy is called "memory". Give it a name of its own, as { name: memory for 5 s, mode: memory, cache: { ttl: 5s } }.',
    ],
    [
      'keys said twice',
      `${shortest}    keys: { count: 5 }\n  - match: PUT /products/{id}\n    backend: api\n    keys: { count: 6 }\n`,
      'shop.yaml:10:11: routes[1].keys: other keys for "/products/{id}" than a route before. Routes with the same path share one key space: say it once.',
    ],
    [
      'a header that frames the message',
      shortest.replace('backend: api', 'backend: api\n    headers: { Content-Length: 5b }'),
      'shop.yaml:7:32: routes[0].headers.Content-Length: the name cannot be set: the backend sets it to what it really sends.',
    ],
    [
      'a header name with a space',
      shortest.replace('backend: api', 'backend: api\n    headers: { a b: x }'),
      'shop.yaml:7:21: routes[0].headers.a b: the name is not a header name (RFC 9110 §5.1).',
    ],
  ])('names %s at its place', (_, text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('names all mistakes at once', () => {
    const text = shortest.replace('20ms', '20').replace('GET', 'GETT');
    expect(problems(`${text}seed: x\n`)).toHaveLength(3);
  });

  it('refuses a document that expands beyond all measure', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, level) => `x${level + 1}: &x${level + 1} [${'*x'.concat(String(level)).concat(', ').repeat(9)}]`,
    );
    expect(problems(`x0: &x0 [a]\n${bomb.join('\n')}\n`)[0]).toMatch(/^shop.yaml:1:1: not usable YAML: /);
  });
});
