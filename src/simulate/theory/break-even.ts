/** Mean times of the ways through a cache, in µs; or costs, in any one unit. */
export interface CostOfCaching {
  /** Of looking into the cache, which every request does. */
  readonly lookUp: number;
  /** Of what a miss does, and what each request would do without a cache. Above 0. */
  readonly fetch: number;
  /** Of storing, which follows each miss. */
  readonly store: number;
}

/** The mean of a request where this share (0–1) is hits. Without a cache it is `fetch`. */
export function meanWithCache({ lookUp, fetch, store }: CostOfCaching, hitRatio: number): number {
  return lookUp + (1 - hitRatio) * (fetch + store);
}

/**
 * The hit ratio above which a cache makes the mean lower; above 1, none can. A percentile is another matter: the 99th falls
 * only once more than 99 % are hits.
 */
export function breakEvenHitRatio({ lookUp, fetch, store }: CostOfCaching): number {
  return (lookUp + store) / (fetch + store);
}
