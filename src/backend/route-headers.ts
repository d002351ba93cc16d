import { validateHeaderName, validateHeaderValue } from 'node:http';
import { UsageError } from '../support/errors.ts';
import { matchesPath, type PathPattern, parsePathPattern } from '../support/path-pattern.ts';
import { framingHeaders } from '../support/simulated-response.ts';
import type { BackendRoute } from './messages.ts';

type Headers = Readonly<Record<string, string>>;

/** What the responses of one route carry, names in lower case. */
export interface RouteHeaders {
  readonly all: Headers;
  /** Without those that describe a body, for a response that has none (204, 304). */
  readonly withoutContent: Headers;
}

interface CompiledRoute {
  readonly method: string;
  readonly pattern: PathPattern;
  readonly headers: RouteHeaders;
}

const noHeaders: RouteHeaders = { all: {}, withoutContent: {} };

/**
 * The headers of the first route that matches a request's method and target; none where no route matches.
 * @throws UsageError for a pattern or a header that cannot be
 */
export function compileRouteHeaders(
  routes: readonly BackendRoute[],
): (method: string, target: string) => RouteHeaders {
  const compiled = routes.map(compileRoute);
  return (method, target) => {
    const routed = method === 'HEAD' ? 'GET' : method;
    const matches = (route: CompiledRoute): boolean =>
      (route.method === method || route.method === routed) && matchesPath(route.pattern, target);
    return compiled.find(matches)?.headers ?? noHeaders;
  };
}

function compileRoute({ method, path, headers }: BackendRoute): CompiledRoute {
  const pattern = parsePathPattern(path);
  if (typeof pattern === 'string') throw new UsageError(`Route ${method} ${path}: ${pattern}.`);
  const all = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of all) assertSendable(`Route ${method} ${path}`, name, value);
  const withoutContent = all.filter(([name]) => name === 'content-location' || !name.startsWith('content-'));
  return {
    method,
    pattern,
    headers: { all: Object.fromEntries(all), withoutContent: Object.fromEntries(withoutContent) },
  };
}

function assertSendable(where: string, name: string, value: string): void {
  if (framingHeaders.includes(name)) {
    throw new UsageError(`${where}: the header "${name}" cannot be set.`, {
      hint: 'Leave it out: the backend sets it to what it really sends.',
    });
  }
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch (cause) {
    throw new UsageError(`${where}: "${name}: ${value}" is not a header.`, { cause });
  }
}
