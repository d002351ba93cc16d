import { eventsWithin, shareOfHits } from './events-within.ts';

/**
 * The hit ratio (0–1) of a key whose answer lives for a fixed time from when it was stored, as by `max-age`, in a cache that
 * never fills: λt ÷ (1 + λt). Jung, Berger and Balakrishnan, "Modeling TTL-based Internet caches", INFOCOM 2003, for Poisson
 * requests; for others, λt is the mean number of requests within t after one.
 *
 * @param perSecond requests for the key, ≥ 0
 * @param ttlUs ≥ 0; may be Infinity
 */
export function ttlHitRatio(perSecond: number, ttlUs: number): number {
  return shareOfHits(eventsWithin(perSecond, ttlUs));
}

/** How often the origin is asked for such a key, per second: never more than once a lifetime. */
export function ttlOriginPerSecond(perSecond: number, ttlUs: number): number {
  return perSecond / (1 + eventsWithin(perSecond, ttlUs));
}

/**
 * The same where each hit renews the lifetime (sliding expiry): the share of gaps between requests that are shorter. It is
 * what LRU does with the characteristic time for a lifetime (Fofack et al., "Performance evaluation of hierarchical
 * TTL-based cache networks", Computer Networks 65, 2014).
 */
export function slidingTtlHitRatio(perSecond: number, ttlUs: number): number {
  return -Math.expm1(-eventsWithin(perSecond, ttlUs));
}
