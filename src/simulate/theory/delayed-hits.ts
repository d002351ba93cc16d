import { eventsWithin } from './events-within.ts';
import { meanDecay } from './exponential-integrals.ts';

/** A key whose answers take their time to come. Lifetimes begin when an answer is stored. */
export interface FetchedKey {
  readonly perSecond: number;
  /** The mean time that a fetch takes. */
  readonly fetchUs: number;
  /** The mean of its square, in µs²: `fetchUs`² where it is always the same, twice that where it is exponential. */
  readonly squaredFetchUs: number;
  readonly ttlUs: number;
}

/** Shares (0–1) of the requests for a key; together they are all. */
export interface DelayedHits {
  /** Calls of the origin: one for each that waits with others. */
  readonly misses: number;
  /** Requests that find a fetch under way, and wait for the rest of it. */
  readonly delayed: number;
  readonly hits: number;
  /** The mean time that a request waits for an answer; 0 for hits. */
  readonly meanLatencyUs: number;
}

/**
 * Where requests for what is being fetched wait for that fetch (collapsing): in each cycle one miss, λF delayed hits and λt hits.
 * Atre, Sherry, Wang and Berger, "Caching with delayed hits", SIGCOMM 2020, for fixed times; arXiv 2505.15531 for
 * exponential ones. Whoever comes while a fetch is under way waits E[F²] ÷ 2E[F] on average (the inspection paradox).
 */
export function delayedHits({ perSecond, fetchUs, squaredFetchUs, ttlUs }: FetchedKey): DelayedHits {
  const delayed = eventsWithin(perSecond, fetchUs);
  const hits = eventsWithin(perSecond, ttlUs);
  const misses = 1 / (1 + delayed + hits);
  const waitedUs = fetchUs + (eventsWithin(perSecond, 1) * squaredFetchUs) / 2;
  return {
    misses,
    delayed: 1 / (1 + (1 + hits) / delayed),
    hits: 1 / (1 + (1 + delayed) / hits),
    meanLatencyUs: waitedUs * misses,
  };
}

/**
 * The share (0–1) of requests that call the origin where each fetches for itself, and fetches take a fixed time: up to 1 + λF
 * times as many as with collapsing. Answers that come late are stored again and so make the lifetime longer, by
 * λF − (1 − e^-λF) requests in each cycle.
 */
export function callsWithoutCollapsing(perSecond: number, fetchUs: number, ttlUs: number): number {
  const during = eventsWithin(perSecond, fetchUs);
  const extended = during * (1 - meanDecay(during));
  return 1 / (1 + (extended + eventsWithin(perSecond, ttlUs)) / (1 + during));
}
