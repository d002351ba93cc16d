import type { RouteCaching } from '../route-caching.ts';
import type { Stored } from './stored.ts';

/** How a stored answer may be used: as it is, as it is while it is refreshed, or only if the backend confirms it. */
export type Reuse = 'fresh' | 'early' | 'stale' | 'none';

/**
 * RFC 9111 §4, RFC 5861 §3 and XFetch, as gateway/http-cache/decide.ts has them, for requests that ask for nothing special.
 * `chance`, 0–1: drawn anew for each; counts only where `earlyRefresh`, β, is above 0.
 */
export function reuseOf(
  stored: Stored,
  route: RouteCaching,
  {
    nowUs,
    earlyRefresh,
    chance,
  }: { readonly nowUs: number; readonly earlyRefresh: number; readonly chance: number },
): Reuse {
  if (route.alwaysRevalidate) return 'none';
  const freshUs = stored.lifetimeUs - (nowUs - stored.bornAtUs);
  if (freshUs > 0) {
    const isEarly = earlyRefresh > 0 && freshUs <= -stored.fetchUs * earlyRefresh * Math.log(chance);
    return isEarly ? 'early' : 'fresh';
  }
  return -freshUs < route.staleWhileRevalidateUs ? 'stale' : 'none';
}

/** RFC 5861 §4: until when it may answer in place of an error; 0: never. */
export function standsInUntilUs(stored: Stored, route: RouteCaching): number {
  if (route.alwaysRevalidate || route.neverStale || route.staleIfErrorUs === 0) return 0;
  return stored.bornAtUs + stored.lifetimeUs + route.staleIfErrorUs;
}
