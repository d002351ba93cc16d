import type { Route } from '../../src/scenario/scenario.ts';
import { parsePathPattern } from '../../src/support/path-pattern.ts';

/** A route with 100 keys, or what differs from it. `match` is a method and a path. */
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
    backend: 'api',
    weight: 1,
    keys: { count: 100, zipf: 0.8 },
    headers: {},
    key: undefined,
    bypass: undefined,
    readBack: 0,
    ...differences,
  };
}
