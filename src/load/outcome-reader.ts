import { type Outcome, outcomeOf } from '../measure/outcome.ts';

/** Caches say the same again and again, but for what counts down, as a lifetime in seconds. */
const mostKept = 10_000;

/** Reads outcomes as `outcomeOf` does, and what was said in the same words before only once. */
export function createOutcomeReader(): typeof outcomeOf {
  const kept = new Map<string, Outcome>();
  return (status, cacheStatus) => {
    if (status >= 500 || cacheStatus === undefined) return outcomeOf(status, cacheStatus);
    const known = kept.get(cacheStatus);
    if (known !== undefined) return known;
    const outcome = outcomeOf(status, cacheStatus);
    if (kept.size < mostKept) kept.set(cacheStatus, outcome);
    return outcome;
  };
}
