/** What the cache did for one response. */
export const outcomes = ['hit', 'stale', 'revalidated', 'collapsed', 'miss', 'bypass', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>;

/**
 * Reads the outcome from a response's status and its `Cache-Status` (RFC 9211). The last member of the list is the
 * cache nearest to the client, which is our gateway; `collapsed` and `stale` are told from its parameters.
 * A status of 500 or more is an error whatever the cache says; so is a response without the header.
 */
export function outcomeOf(status: number, cacheStatus: string | undefined): Outcome {
  if (status >= 500 || cacheStatus === undefined) return 'error';
  const member = cacheStatus.slice(cacheStatus.lastIndexOf(',') + 1);
  if (/;\s*hit\b/.test(member)) return /;\s*detail=stale\b/.test(member) ? 'stale' : 'hit';
  if (/;\s*collapsed\b/.test(member)) return 'collapsed';
  const forwarded = /;\s*fwd=([a-z-]+)/.exec(member)?.[1];
  if (forwarded === 'stale' && /;\s*fwd-status=304\b/.test(member)) return 'revalidated';
  if (forwarded === 'stale' || forwarded?.endsWith('miss')) return 'miss';
  return forwarded === undefined ? 'error' : 'bypass';
}

/** Responses that a cache may answer: all but those it passes by (`bypass`) and errors. */
export function cacheableCount(counts: OutcomeCounts): number {
  return answeredWithoutBackend(counts) + (counts.revalidated ?? 0) + (counts.miss ?? 0);
}

/** Answered without a backend call ÷ cacheable, 0–1; undefined where nothing was cacheable. */
export function hitRatio(counts: OutcomeCounts): number | undefined {
  const cacheable = cacheableCount(counts);
  return cacheable === 0 ? undefined : answeredWithoutBackend(counts) / cacheable;
}

function answeredWithoutBackend(counts: OutcomeCounts): number {
  return (counts.hit ?? 0) + (counts.stale ?? 0) + (counts.collapsed ?? 0);
}
