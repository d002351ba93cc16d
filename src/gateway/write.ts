import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { cacheKey } from './http-cache/cache-key.ts';
import { invalidatedTargets } from './http-cache/invalidation.ts';
import type { MaybePromise } from './store/maybe-promise.ts';

/**
 * Passes on a request of an unsafe method. Before the writer hears of its success, what it made invalid is no longer
 * served here (RFC 9111 §4.4), and no request that comes later is given an answer that was asked for earlier.
 */
export function write(parts: GatewayParts, { cache }: Caching, exchange: Exchange): void {
  const { target, destination } = exchange;
  forward(parts, exchange, {
    reason: 'method',
    before: ({ status, headers }) => {
      const targets = invalidatedTargets({ origin: destination.origin, target, status, headers });
      const pending = targets
        .map((written) => invalidate(parts, cache, written))
        .filter((deletion) => deletion instanceof Promise);
      return pending.length === 0 ? undefined : Promise.all(pending);
    },
  });
}

/** Reads of a target may have another origin than writes. */
function invalidate(
  { routes }: GatewayParts,
  cache: Caching['cache'],
  target: string,
): MaybePromise<boolean> {
  const destination = routes('GET', target);
  return destination === undefined ? true : cache.invalidate(cacheKey('GET', destination.origin, target));
}
