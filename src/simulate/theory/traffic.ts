import type { PastCaches } from './asked-keys.ts';
import type { CachedKeys, Caching } from './cached-keys.ts';
import { callsWithoutCollapsing } from './delayed-hits.ts';
import { eventsWithin } from './events-within.ts';

/** How long a call to a backend takes, the wait included, by the backend's name. */
export type FetchTimes = ReadonlyMap<string, FetchTime>;
export interface FetchTime {
  readonly meanUs: number;
  /** How long who comes while a call is under way waits for it, on average. */
  readonly restUs: number;
}

/** Where requests go, as shares (0–1) of all requests. */
export interface Traffic {
  /** Those that a cache may answer. */
  readonly cacheable: number;
  /** Answered with no backend call of their own: hits, those that wait for another's call, those answered while it is refreshed. */
  readonly answered: number;
  /** Backend calls that a client waits for, by backend. */
  readonly waitedFor: ReadonlyMap<string, number>;
  /** All backend calls, by backend. */
  readonly calls: ReadonlyMap<string, number>;
  /** Of answers that are out of date. */
  readonly outOfDate: number;
  /** The mean age of what is answered from a cache, counted from when the backend was asked; NaN where nothing is. */
  readonly meanAgeUs: number;
  /** The mean time that a request waits for another's call. */
  readonly delayUs: number;
}

/**
 * Adds up what the caches leave to the backends. In each cycle of a key there is one miss, the hits, and those that come while
 * the miss is being answered; within the window of stale-while-revalidate, nobody waits for that miss either.
 */
export function trafficOf(
  caching: Caching | undefined,
  past: PastCaches,
  { fetchTimes, collapse }: { readonly fetchTimes: FetchTimes; readonly collapse: boolean },
): Traffic {
  const calls = new Map(past);
  const waitedFor = new Map(past);
  let [cacheable, answered, outOfDate, ages, fromCache, delayUs] = [0, 0, 0, 0, 0, 0];
  for (const cached of caching?.keys ?? []) {
    const { keys } = cached;
    const share = keys.count * keys.probability;
    if (share === 0) continue;
    const fetch = fetchTimes.get(keys.backend) as FetchTime;
    const cycle = cycleOf(cached, fetch, collapse);
    const stored = share * keys.storable * (keys.ttlUs > 0 ? 1 : 0);
    // What is answered with an error is no business of a cache.
    cacheable += share - (share - stored + stored * cycle.waiting) * keys.errorRatio;
    answered += stored * (1 - cycle.waiting);
    add(calls, keys.backend, share - stored + stored * cycle.calls);
    add(waitedFor, keys.backend, share - stored + stored * cycle.waiting);
    outOfDate += stored * cycle.hits * cached.outOfDate;
    fromCache += stored * cycle.hits;
    ages += cycle.hits === 0 ? 0 : stored * cycle.hits * (cached.meanAgeUs + fetch.meanUs);
    delayUs += stored * cycle.delayed * fetch.restUs;
  }
  return { cacheable, answered, waitedFor, calls, outOfDate, meanAgeUs: ages / fromCache, delayUs };
}

/** Shares (0–1) of the requests for a key that may be stored. */
function cycleOf(
  { keys, perSecond, hits, expired }: CachedKeys,
  { meanUs }: FetchTime,
  collapse: boolean,
): Record<'hits' | 'calls' | 'waiting' | 'delayed', number> {
  const inWindow = -Math.expm1(-eventsWithin(perSecond, keys.staleWhileRevalidateUs)) * expired;
  if (!collapse) {
    // The hits of a cycle stand for a lifetime that would give as many.
    const calls = callsWithoutCollapsing(perSecond, meanUs, (1e6 * hits) / perSecond);
    return { hits: 1 - calls, calls, waiting: calls * (1 - inWindow), delayed: 0 };
  }
  const during = eventsWithin(perSecond, meanUs);
  const all = 1 + during + hits;
  return {
    hits: hits / all,
    calls: 1 / all,
    waiting: (1 - inWindow) / all,
    delayed: (during * (1 - inWindow)) / all,
  };
}

function add(shares: Map<string, number>, backend: string, share: number): void {
  shares.set(backend, (shares.get(backend) ?? 0) + share);
}
