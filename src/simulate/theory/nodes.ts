import { eventsWithin } from './events-within.ts';
import { ttlHitRatio } from './time-to-live.ts';

/*
 * Nodes with a cache each, behind a balancer that does not look at the key: each gets one request in N for every key. For
 * lifetimes, that is the rate ÷ N. Pure LRU does not notice: the shares of the keys are the same at each node, so N caches of
 * C entries hit as one cache of C does, where a shared one of N · C would hit more.
 */

/** The hit ratio (0–1) of a key at all nodes together: as `ttlHitRatio`, at a rate of 1 ÷ `nodes`. */
export function privateTtlHitRatio(perSecond: number, ttlUs: number, nodes: number): number {
  return ttlHitRatio(perSecond / nodes, ttlUs);
}

/** How often all nodes together ask the origin for a key, per second: never more than once a lifetime and node. */
export function privateOriginPerSecond(perSecond: number, ttlUs: number, nodes: number): number {
  return perSecond / (1 + eventsWithin(perSecond / nodes, ttlUs));
}

/**
 * How many calls each expiry of a shared entry costs, where each of `nodes` collapses its own misses only, and an answer takes
 * `fetchUs`: the first, and one of each other node that is asked before the answer is there. At least 1, at most
 * min(nodes, 1 + λF); only a lock that all share brings it to 1 (leases in Nishtala et al., "Scaling Memcache at Facebook",
 * NSDI 2013, cut a peak of 17,000 calls a second to 1,300).
 */
export function callsPerExpiry(perSecond: number, fetchUs: number, nodes: number): number {
  return 1 - (nodes - 1) * Math.expm1(-eventsWithin(perSecond / nodes, fetchUs));
}
