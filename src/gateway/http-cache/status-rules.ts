import type { CachePolicy } from './cache-policy.ts';

/** RFC 9110 §15.1: statuses that allow a guess at freshness, apart from 206, which this cache does not store. */
const heuristicallyCacheable = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);

/** Statuses whose caching rules this cache knows and obeys (RFC 9111 §3 and §5.2.2.3). */
const understood = new Set([200, 203, 204, 300, 301, 302, 303, 307, 308, 404, 410]);

export function isHeuristicallyCacheable(status: number): boolean {
  return heuristicallyCacheable.has(status);
}

export function isUnderstood(status: number): boolean {
  return understood.has(status);
}

/**
 * Whether responses of this status are stored at all. Not the errors apart from "it does not exist", unless the operator
 * names them: a single request that is too long or badly formed would otherwise put its 400 or 431 in everyone's way
 * (Nguyen, Lo Iacono and Federrath, "Your Cache Has Fallen", CCS 2019), and a 500 would outlive its cause. RFC 9111 §3
 * leaves this to the cache.
 */
export function isStorableStatus(status: number, { negative }: Pick<CachePolicy, 'negative'>): boolean {
  if (status >= 400) return status === 404 || status === 410 || negative[status] !== undefined;
  // 206 and 304 are parts of a response; they complete a stored one or are passed on.
  return status >= 200 && status !== 206 && status !== 304;
}
