import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { invalidatedGroups, invalidatedTargets } from './http-cache/invalidation.ts';
import { keyRequest } from './http-cache/key-rules.ts';
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
      const answered = { origin: destination.origin, target, status, headers };
      const groups = invalidatedGroups(answered);
      const pending = [
        ...invalidatedTargets(answered).map((written) => invalidate(parts, cache, written)),
        // RFC 9875 §3.
        groups.length === 0 ? undefined : cache.purge({ tags: groups }),
      ].filter((work) => work instanceof Promise);
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
  if (destination === undefined) return true;
  const { origin, key } = destination;
  return cache.invalidate(keyRequest({ origin, target, headers: {} }, key).urlKey);
}
