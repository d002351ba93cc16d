import type { CacheSettings, Route } from '../../scenario/scenario.ts';

/** For how long a route's answers are of use, on average, in µs. */
export interface RouteLifetime {
  /** 0: nothing is stored, or never used without asking. */
  readonly ttlUs: number;
  readonly staleWhileRevalidateUs: number;
}

const notStored: RouteLifetime = { ttlUs: 0, staleWhileRevalidateUs: 0 };

/**
 * What the backend's headers and the cache's settings come to (RFC 9111 §3 and §4.2.1, RFC 9213), of what scenarios say:
 * lifetimes by Expires or guessed from Last-Modified are taken for 0.
 */
export function routeLifetime({ method, headers }: Route, cache: CacheSettings): RouteLifetime {
  const field =
    headers['gatebench-cache-control'] ?? headers['cdn-cache-control'] ?? headers['cache-control'] ?? '';
  const directives = new Map(
    field.split(',').map((directive) => {
      const [name = '', value = ''] = directive.trim().toLowerCase().split('=');
      return [name.trim(), value.trim().replaceAll('"', '')];
    }),
  );
  const forbids = ['no-store', 'private', 'no-cache'].some((name) => directives.has(name));
  const isOwn = headers['set-cookie'] !== undefined || /\*/.test(headers['vary'] ?? '');
  if ((method !== 'GET' && method !== 'HEAD') || forbids || isOwn) return notStored;
  const seconds = (name: string): number | undefined => {
    const value = directives.get(name);
    return value !== undefined && /^\d+$/.test(value) ? Number(value) * 1e6 : undefined;
  };
  const toldUs = seconds('s-maxage') ?? seconds('max-age') ?? 0;
  return {
    // Chance shortens each lifetime by up to this share of it.
    ttlUs: (cache.ttlUs ?? toldUs) * (1 - cache.ttlJitter / 2),
    staleWhileRevalidateUs: cache.staleWhileRevalidateUs ?? seconds('stale-while-revalidate') ?? 0,
  };
}
