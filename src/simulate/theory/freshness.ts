import { eventsWithin, shareOfHits } from './events-within.ts';
import { meanTimeDecayed, shareDecayed } from './exponential-integrals.ts';
import { increasingRoot } from './increasing-root.ts';

/*
 * What a lifetime costs in freshness, where a resource changes at exponential intervals and the cache is not told: J. Cho and
 * H. Garcia-Molina, "Synchronizing a database to improve freshness", SIGMOD 2000. Answers live for a fixed time from when
 * they are stored, and each age up to that is met alike.
 */

/** The share (0–1) of hits that are out of date: 1 − (1 − e^-mt) ÷ mt. `changesPerSecond` ≥ 0, `ttlUs` ≥ 0. */
export function staleShareOfHits(changesPerSecond: number, ttlUs: number): number {
  return shareDecayed(eventsWithin(changesPerSecond, ttlUs));
}

interface ReadAndChanged {
  readonly readsPerSecond: number;
  readonly changesPerSecond: number;
  readonly ttlUs: number;
}

/** The share (0–1) of all reads that are out of date: misses never are. */
export function staleShareOfReads({ readsPerSecond, changesPerSecond, ttlUs }: ReadAndChanged): number {
  return shareOfHits(eventsWithin(readsPerSecond, ttlUs)) * staleShareOfHits(changesPerSecond, ttlUs);
}

/** The mean age of what hits get. */
export const meanAgeOfHitsUs = (ttlUs: number): number => ttlUs / 2;

/** The mean age of what all reads get; that of a miss is 0. */
export function meanAgeOfReadsUs(readsPerSecond: number, ttlUs: number): number {
  return ttlUs === 0 ? 0 : shareOfHits(eventsWithin(readsPerSecond, ttlUs)) * meanAgeOfHitsUs(ttlUs);
}

/** For how long what a hit gets has been out of date, on average over all hits; 0 for those that are up to date. */
export function meanTimeOutOfDateUs(changesPerSecond: number, ttlUs: number): number {
  return ttlUs === 0 ? 0 : ttlUs * meanTimeDecayed(eventsWithin(changesPerSecond, ttlUs));
}

/**
 * The longest lifetime for which no more than this share of hits is out of date: about 2 · share ÷ rate for small shares.
 *
 * @param staleShare 0–1, below 1
 * @returns Infinity where nothing ever changes
 * @throws RangeError for a share outside
 */
export function ttlForStaleShareUs(changesPerSecond: number, staleShare: number): number {
  if (!(staleShare >= 0 && staleShare < 1)) {
    throw new RangeError(`a share to keep below is from 0 to below 1, not ${staleShare}`);
  }
  if (changesPerSecond === 0) return Number.POSITIVE_INFINITY;
  if (staleShare === 0) return 0;
  return (1e6 * increasingRoot(shareDecayed, staleShare, 2 * staleShare)) / changesPerSecond;
}
