import type { Measure, Route, Scenario } from '../../src/scenario/scenario.ts';
import { parsePathPattern } from '../../src/support/path-pattern.ts';

/** A route for `GET /products/{id}` with 100 keys, or what differs from it. `match` is a method and a path. */
export function aRoute(
  match = 'GET /products/{id}',
  differences: Partial<Omit<Route, 'method' | 'path'>> = {},
): Route {
  const [method = '', text = ''] = match.split(' ');
  const path = parsePathPattern(text);
  if (typeof path === 'string') throw new Error(path);
  return {
    method,
    path,
    backend: 'catalogue',
    weight: 1,
    keys: { count: 100, zipf: 0.8 },
    headers: {},
    ...differences,
  };
}

export interface ScenarioDifferences {
  readonly routes?: readonly Route[];
  readonly load?: Partial<Scenario['load']>;
  readonly measure?: Partial<Measure>;
  readonly trace?: Scenario['trace'];
}

/** A complete scenario with one strategy and one backend, and what differs from it. */
export function aScenario({ routes, load, measure, trace }: ScenarioDifferences = {}): Scenario {
  return {
    name: 'a-scenario',
    question: 'Does it work?',
    strategies: [
      {
        name: 'stateless',
        mode: 'stateless',
        nodes: 1,
        cache: { maxSizeBytes: 1e6, maxBodyBytes: 1e5, ttlUs: undefined },
        redis: { deadlineUs: 50_000 },
      },
    ],
    backends: [
      {
        name: 'catalogue',
        latencyUs: { kind: 'constant', value: 1000 },
        capacity: undefined,
        bodyBytes: { kind: 'constant', value: 1024 },
        errorRatio: 0,
        etag: true,
        lastModified: true,
      },
    ],
    routes: routes ?? [aRoute()],
    trace,
    load: { connections: 4, timeoutUs: 2e6, ...load },
    measure: { warmupUs: 1e6, durationUs: 1e6, repetitions: 1, cache: 'warm', ...measure },
    seed: 1,
  };
}
