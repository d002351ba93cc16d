import { type Eviction, isRedisEviction } from '../scenario/evictions.ts';
import { type Strategy, storesInMemory, usesRedis } from '../scenario/scenario.ts';
import { storeEvictions } from '../scenario/store-evictions.ts';

/** Redis's setting `maxmemory-policy`, of those that throw out any key. */
export type MaxmemoryPolicy = 'allkeys-lru' | 'allkeys-lfu';

/** What a private server of this strategy is to evict by. */
export function maxmemoryPolicyOf({ mode, cache }: Pick<Strategy, 'mode' | 'cache'>): MaxmemoryPolicy {
  return storeEvictions(mode, cache.eviction).redis === 'redis-lfu' ? 'allkeys-lfu' : 'allkeys-lru';
}

/**
 * Why no real store bounds what it holds as the strategy says, a sentence; undefined: one does.
 *
 * @param isNamed whether Redis is a server that the user named, whose settings are not ours to change
 */
export function whyNotMeasurable(
  { mode, cache }: Pick<Strategy, 'mode' | 'cache'>,
  { isNamed }: { readonly isNamed: boolean },
): string | undefined {
  if (mode === 'stateless') return undefined;
  if (cache.maxEntries !== undefined)
    return 'Its stores are bounded by bytes, and not by a number of entries.';
  const { memory, redis } = storeEvictions(mode, cache.eviction);
  if (storesInMemory(mode) && memory !== undefined && memory !== 'gateway-memory') {
    return notOurs('The memory of a gateway', memory, 'gateway-memory');
  }
  if (!usesRedis(mode) || redis === undefined) return undefined;
  if (!isRedisEviction(redis)) return notOurs('Redis', redis, 'redis-lru and redis-lfu');
  return isNamed ? 'The server that was named evicts by a policy of its own.' : undefined;
}

function notOurs(store: string, eviction: Eviction, real: string): string {
  return `${store} has no ${eviction}, only ${real}.`;
}
