import type { Measurement } from '../../results/result.ts';

export type Outcome = keyof Measurement['outcomes'];

/** What became of a request: the outcome of its response, or that there was none. */
export type Fate = Outcome | 'unanswered';

export interface FateMeaning {
  readonly fate: Fate;
  readonly meaning: string;
  readonly colour: string;
}

/** In the order in which charts stack them: from the least work for the backends to none done at all. */
export const fates: readonly FateMeaning[] = [
  { fate: 'hit', meaning: 'answered from the cache while fresh', colour: 'var(--fate-hit)' },
  { fate: 'stale', meaning: 'answered from the cache, out of date on purpose', colour: 'var(--fate-stale)' },
  {
    fate: 'collapsed',
    meaning: 'waited for the fetch that another request had begun',
    colour: 'var(--fate-collapsed)',
  },
  {
    fate: 'revalidated',
    meaning: 'the backend confirmed that the stored answer is still good (304)',
    colour: 'var(--fate-revalidated)',
  },
  {
    fate: 'miss',
    meaning:
      'a backend had to be asked for it, whether or not its answer could then be stored; where it failed, an old answer may have been given in its place (stale-if-error)',
    colour: 'var(--fate-miss)',
  },
  {
    fate: 'bypass',
    meaning:
      'passed on to the backend whatever a cache may hold, as writes are and everything without a cache',
    colour: 'var(--fate-bypass)',
  },
  { fate: 'error', meaning: 'answered with a server error (5xx)', colour: 'var(--fate-error)' },
  {
    fate: 'unanswered',
    meaning: 'no complete answer: connection error, timeout, or unfinished at the end',
    colour: 'var(--fate-unanswered)',
  },
];

/** How many requests met each fate, over all given measurements; only fates that occurred, in the usual order. */
export function countFates(measurements: readonly Measurement[]): { fate: Fate; count: number }[] {
  const countOf = (fate: Fate): number =>
    measurements.reduce((sum, { requests, outcomes }) => {
      const unanswered = requests.errors + requests.timeouts + requests.unfinished;
      return sum + (fate === 'unanswered' ? unanswered : (outcomes[fate]?.count ?? 0));
    }, 0);
  return fates.map(({ fate }) => ({ fate, count: countOf(fate) })).filter(({ count }) => count > 0);
}
