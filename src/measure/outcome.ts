import { type CacheStatusParameters, readCacheStatus } from './cache-status.ts';

/** What the cache did for one response. */
export const outcomes = ['hit', 'stale', 'revalidated', 'collapsed', 'miss', 'bypass', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>;

/** Why a cache went forward (RFC 9211 §2.2) although it may answer such requests. Other reasons are no business of a cache. */
const lookedUpInVain: ReadonlySet<unknown> = new Set(['miss', 'uri-miss', 'vary-miss', 'stale', 'partial']);

/**
 * Reads the outcome from a response's status and its `Cache-Status` (RFC 9211). A status of 500 or more is an error
 * whatever the cache says; so is a response whose header is absent, malformed, or says neither `hit` nor `fwd`.
 */
export function outcomeOf(status: number, cacheStatus: string | undefined): Outcome {
  if (status >= 500 || cacheStatus === undefined) return 'error';
  const said = readCacheStatus(cacheStatus);
  if (said === undefined) return 'error';
  const reason = said.get('fwd');
  if (isSet(said, 'hit')) {
    if (reason !== undefined) return 'error';
    return said.get('detail') === 'stale' ? 'stale' : 'hit';
  }
  if (reason === undefined) return 'error';
  // `collapsed=?0`: it waited for another's fetch, and had to make one of its own all the same (§2.6).
  if (isSet(said, 'collapsed')) return 'collapsed';
  if (reason === 'stale' && said.get('fwd-status') === '304') return 'revalidated';
  // Also where it went stale, and answers in place of an error: a backend was called for it.
  return lookedUpInVain.has(reason) ? 'miss' : 'bypass';
}

/** The same for servers of any kind: where one says nothing of a cache that can be read, none had a part in its answer. */
export function outcomeOfAnyServer(status: number, cacheStatus: string | undefined): Outcome {
  const outcome = outcomeOf(status, cacheStatus);
  return outcome === 'error' && status < 500 ? 'bypass' : outcome;
}

/** A boolean parameter that stands alone is true (RFC 9651 §3.1.2). */
function isSet(said: CacheStatusParameters, parameter: string): boolean {
  const value = said.get(parameter);
  return value === true || value === '?1';
}

/** Responses that a cache may answer: all but those it passes by (`bypass`) and errors. */
export function cacheableCount(counts: OutcomeCounts): number {
  return answeredWithoutOwnCall(counts) + (counts.revalidated ?? 0) + (counts.miss ?? 0);
}

/** Answered without a backend call of their own ÷ cacheable, 0–1; undefined where nothing was cacheable. */
export function hitRatio(counts: OutcomeCounts): number | undefined {
  const cacheable = cacheableCount(counts);
  return cacheable === 0 ? undefined : answeredWithoutOwnCall(counts) / cacheable;
}

/** The outcomes that make up the hit ratio. */
export const hitOutcomes = ['hit', 'stale', 'collapsed'] as const satisfies readonly Outcome[];
export type HitOutcome = (typeof hitOutcomes)[number];

/** Responses of one of them ÷ cacheable, 0–1; undefined where nothing was cacheable. */
export function shareOfCacheable(counts: OutcomeCounts, outcome: HitOutcome): number | undefined {
  const cacheable = cacheableCount(counts);
  return cacheable === 0 ? undefined : (counts[outcome] ?? 0) / cacheable;
}

/**
 * A stale answer may have set off a refresh in the background, and a collapsed one waited for another's fetch; the client
 * of neither waited for a call of its own.
 */
function answeredWithoutOwnCall(counts: OutcomeCounts): number {
  return hitOutcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
}
