import { eventsWithin } from './events-within.ts';

/** Shares (0–1) of the requests for a key. */
export interface StaleWhileRevalidate {
  /** Wait for the origin. */
  readonly waiting: number;
  /** Answered with what is stale, while it is refreshed. */
  readonly stale: number;
  /** Calls of the origin per request: what is answered stale is called for all the same. */
  readonly calls: number;
}

/**
 * A lifetime and, after it, a window in which what is stale still answers the one request that has it refreshed (RFC 5861 §3):
 * that is e^-λw more seldom a miss. Fetches take no time here; where they take long, more than one request is answered stale.
 */
export function staleWhileRevalidate(
  perSecond: number,
  ttlUs: number,
  windowUs: number,
): StaleWhileRevalidate {
  const calls = 1 / (1 + eventsWithin(perSecond, ttlUs));
  const within = eventsWithin(perSecond, windowUs);
  return { waiting: calls * Math.exp(-within), stale: -calls * Math.expm1(-within), calls };
}
