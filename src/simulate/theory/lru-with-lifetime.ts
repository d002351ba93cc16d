import { characteristicTime, lruPresence } from './che.ts';
import { shareOfHits } from './events-within.ts';
import { hitsPerCycle } from './hits-per-cycle.ts';
import { increasingRoot } from './increasing-root.ts';
import type { KeyClass } from './popularity.ts';

/** An LRU cache whose entries also expire, all after the same time from when they were stored. */
export interface LruWithLifetime {
  readonly classes: readonly KeyClass[];
  /** Requests to the whole cache. */
  readonly perSecond: number;
  /** In the unit of the classes' weights, > 0. */
  readonly capacity: number;
  readonly ttlUs: number;
}

/** What it comes to. */
export interface HitsOfLru {
  /** Infinity where the cache never fills. */
  readonly characteristicUs: number;
  /** Of all requests, 0–1. */
  readonly hitRatio: number;
}

/**
 * Where what has expired stays until it is asked for again (as in `lru-cache`): the characteristic time is that of LRU, because
 * the next request for an expired entry stores it anew, at the head, as a hit would have put it there.
 */
export function lruWithLazyExpiry(cache: LruWithLifetime): HitsOfLru {
  const requests = characteristicTime(cache.classes, cache.capacity, lruPresence);
  return hitsAt(cache, (1e6 * requests) / cache.perSecond);
}

/**
 * Where what has expired goes at once, and makes room (nearly so in Redis): a key is there for the share of time that its requests
 * are hits (Poisson arrivals see time averages), and the characteristic time is the one at which that fills the cache.
 */
export function lruWithEagerExpiry(cache: LruWithLifetime): HitsOfLru {
  const weightAt = (characteristicUs: number): number =>
    cache.classes.reduce(
      (sum, keys) => sum + keys.count * keys.weight * hitShare(cache, keys, characteristicUs),
      0,
    );
  if (weightAt(Number.POSITIVE_INFINITY) <= cache.capacity) return hitsAt(cache, Number.POSITIVE_INFINITY);
  const least = characteristicTime(cache.classes, cache.capacity, lruPresence);
  // All fit, were they to stay; then they do with a lifetime.
  if (least === Number.POSITIVE_INFINITY) return hitsAt(cache, least);
  return hitsAt(cache, increasingRoot(weightAt, cache.capacity, (1e6 * least) / cache.perSecond));
}

function hitsAt(cache: LruWithLifetime, characteristicUs: number): HitsOfLru {
  const hitRatio = cache.classes.reduce(
    (sum, keys) => sum + keys.count * keys.probability * hitShare(cache, keys, characteristicUs),
    0,
  );
  return { characteristicUs, hitRatio };
}

function hitShare(
  { perSecond, ttlUs }: LruWithLifetime,
  { probability }: KeyClass,
  characteristicUs: number,
): number {
  const life = { perSecond: perSecond * probability, characteristicUs, ttlUs, endsPerSecond: 0 };
  return shareOfHits(hitsPerCycle(life).hits);
}
