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
    expect(scenario.load).toEqual({
      kind: 'closed',
      connections: 50,
      timeoutUs: 10_000_000,
      users: 50,
    });
    expect(scenario.measure).toEqual({ warmupUs: 2e6, durationUs: 10e6, repetitions: 8, cache: 'warm' });
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

  it('obeys the backends and collapses requests unless told otherwise', () => {
    expect(parse(shortest).strategies[1]?.cache).toEqual({
      maxSizeBytes: 64 * 2 ** 20,
      maxBodyBytes: 2 ** 20,
      ttlUs: undefined,
      staleWhileRevalidateUs: undefined,
      staleIfErrorUs: undefined,
      negative: {},
      ttlJitter: 0,
      earlyRefresh: 0,
      collapse: true,
    });
  });

  it('reads every policy of a cache, of the gateway block where the strategy does not say', () => {
    const { strategies } = parse(`${shortest}
gateway: { cache: { staleWhileRevalidate: 30s, staleIfError: 48h, negative: { 404: 10s, 503: origin } } }
strategies:
  - tiered
  - name: other
    mode: memory
    cache: { staleWhileRevalidate: 0s, negative: {}, ttlJitter: 0.1, earlyRefresh: 1, collapse: false }
`);
    expect(strategies[0]).toMatchObject({ name: 'tiered', mode: 'tiered' });
    expect(strategies[0]?.cache).toMatchObject({
      staleWhileRevalidateUs: 30e6,
      staleIfErrorUs: 48 * 3600e6,
      negative: { 404: 10e6, 503: 'origin' },
    });
    expect(strategies[1]?.cache).toMatchObject({
      staleWhileRevalidateUs: 0,
      staleIfErrorUs: 48 * 3600e6,
      negative: {},
      ttlJitter: 0.1,
      earlyRefresh: 1,
      collapse: false,
    });
  });

  it('reads what tells the cache key of a route and what goes past the cache', () => {
    const { routes } =
      parse(`${shortest}    key: { sortQuery: true, stripQuery: [utm_*, fbclid], headers: [X-Tenant], cookies: [] }
    bypass: { cookies: [session] }
  - { match: GET /news, backend: api, key: { stripQuery: ['*'] } }
  - { match: GET /health, backend: api }
`);
    expect(routes.map(({ key, bypass }) => ({ key, bypass }))).toEqual([
      {
        key: { sortQuery: true, stripQuery: ['utm_*', 'fbclid'], headers: ['x-tenant'], cookies: [] },
        bypass: { headers: [], cookies: ['session'] },
      },
      { key: { sortQuery: false, stripQuery: ['*'], headers: [], cookies: undefined }, bypass: undefined },
      { key: undefined, bypass: undefined },
    ]);
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
      'shop.yaml:3:25: backends.api: unknown key "zzz". Known here: latency, capacity, body, errors, etag, lastModified, changes.',
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
      'shop.yaml:7:14: strategies[0]: expected stateless, memory, redis or tiered; saw "memroy". Did you mean memory?',
    ],
    [
      'a mode that is not there, in a mapping',
      `${shortest}strategies: [{ name: a, mode: memry }]\n`,
      'shop.yaml:7:31: strategies[0].mode: expected stateless, memory, redis or tiered; saw "memry". Did you mean memory?',
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
    [
      'a status that is no error',
      `${shortest}gateway: { cache: { negative: { 200: 10s } } }\n`,
      'shop.yaml:7:38: gateway.cache.negative.200: the name is no status of an error, 400 to 599.',
    ],
    [
      'a lifetime of an error without a unit',
      `${shortest}gateway: { cache: { negative: { 404: 10 } } }\n`,
      'shop.yaml:7:38: gateway.cache.negative.404: expected a duration with its unit, as 10s, or the word origin; saw 10. Did you mean 10ms or 10s?',
    ],
    [
      'a misspelt word for the lifetime of an error',
      `${shortest}gateway: { cache: { negative: { 404: orgin } } }\n`,
      'shop.yaml:7:38: gateway.cache.negative.404: expected a duration with its unit, as 10s, or the word origin; saw "orgin". Did you mean origin?',
    ],
    [
      'jitter in percent',
      `${shortest}gateway: { cache: { ttlJitter: 10 } }\n`,
      'shop.yaml:7:32: gateway.cache.ttlJitter: must be at most 1; saw 10.',
    ],
    [
      'a policy that does not exist',
      `${shortest}gateway: { cache: { staleWhileRevalid: 10s } }\n`,
      'shop.yaml:7:21: gateway.cache: unknown key "staleWhileRevalid". Did you mean "staleWhileRevalidate"?',
    ],
    [
      'a star inside the name of a query parameter',
      `${shortest}    key: { stripQuery: ['utm_*_id'] }\n`,
      'shop.yaml:7:25: routes[0].key.stripQuery[0]: expected the name of a query parameter, as fbclid or utm_*; saw "utm_*_id".',
    ],
    [
      'a cookie that is no name',
      `${shortest}    bypass: { cookies: ['session=1'] }\n`,
      'shop.yaml:7:25: routes[0].bypass.cookies[0]: expected the name of a cookie (RFC 6265 §4.1.1); saw "session=1".',
    ],
    [
      'cache settings of a strategy that stores nothing',
      `${shortest}strategies: [memory, { mode: stateless, cache: { earlyRefresh: 1 } }]\n`,
      'shop.yaml:7:41: strategies[1]: mode stateless stores nothing, so its cache settings have no effect. Choose mode memory, redis or tiered, or remove cache.',
    ],
    [
      'Redis settings of a strategy without Redis',
      `${shortest}strategies: [{ mode: memory, redis: { deadline: 5ms } }]\n`,
      'shop.yaml:7:30: strategies[0]: mode memory uses no Redis, so its redis settings have no effect. Choose mode redis or tiered, or remove redis.',
    ],
    [
      'a cache key of writes',
      `${shortest}  - { match: 'PUT /products/{id}', backend: api, key: { sortQuery: true } }\n`,
      'shop.yaml:7:50: routes[1]: only answers to GET and HEAD are looked up, so key has no effect on PUT. Give it to the GET route of that path.',
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
