import { UsageError } from '../support/errors.ts';
import { parseOrigin } from '../support/origin.ts';
import { matchesPath, type PathPattern, parsePathPattern } from '../support/path-pattern.ts';
import { withoutPasswords } from '../support/without-passwords.ts';
import type { BypassRules } from './http-cache/bypass-rules.ts';
import type { KeyRules } from './http-cache/key-rules.ts';
import type { GatewayRoute } from './messages.ts';

/** Where a request goes. */
export interface Destination {
  /** As `http://127.0.0.1:40001`, in the form that URLs compare equal in. */
  readonly origin: string;
  /** Host and port. */
  readonly authority: string;
  /** What tells its requests apart in the cache; undefined: the target as it came. */
  readonly key: KeyRules | undefined;
  readonly bypass: BypassRules | undefined;
}

/** The destination of a request by its method and the exact bytes of its target; undefined where no route matches. */
export type RouteTable = (method: string, target: string) => Destination | undefined;

/**
 * Routes in their order; the first that matches applies. Fastify's own router is not used for this: it prefers the most
 * specific route, and it matches a decoded path, under which `/a%2fb` and `/a/b` could be taken for one.
 */
export function createRouteTable(routes: readonly GatewayRoute[]): RouteTable {
  const entries = routes.map((route) => ({
    method: route.method,
    pattern: toPattern(route.path),
    destination: toDestination(route),
  }));
  return (method, target) => {
    for (const { method: routeMethod, pattern, destination } of entries) {
      if (matchesMethod(routeMethod, method) && matchesPath(pattern, target)) return destination;
    }
    return undefined;
  };
}

/** Where the routes lead, each origin once. */
export function originsOf(routes: readonly GatewayRoute[]): readonly string[] {
  return [...new Set(routes.map((route) => toDestination(route).origin))];
}

function matchesMethod(routeMethod: string, method: string): boolean {
  return routeMethod === method || routeMethod === '*' || (routeMethod === 'GET' && method === 'HEAD');
}

function toPattern(path: string): PathPattern {
  const pattern = parsePathPattern(path);
  if (typeof pattern === 'string') throw new UsageError(`Route ${path}: ${pattern}.`);
  return pattern;
}

function toDestination({ origin, key, bypass }: GatewayRoute): Destination {
  const url = parseOrigin(origin);
  if (url === undefined) {
    throw new UsageError(
      `An origin is scheme, host and port alone, as http://127.0.0.1:8080; saw "${withoutPasswords(origin)}".`,
      { hint: 'Requests are forwarded with the path and query that they came with.' },
    );
  }
  return { origin: url.origin, authority: url.host, key, bypass };
}
