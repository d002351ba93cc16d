/**
 * How many events come on average within a time: the product that nearly every formula here begins with. Nothing comes at
 * the rate 0, however long one waits.
 *
 * @param perSecond rate, ≥ 0
 * @param us time in µs, ≥ 0; may be Infinity
 * @throws RangeError for what is negative or not a number
 */
export function eventsWithin(perSecond: number, us: number): number {
  if (!(perSecond >= 0)) throw new RangeError(`a rate is at least 0, not ${perSecond}`);
  if (!(us >= 0)) throw new RangeError(`a time is at least 0, not ${us}`);
  return perSecond === 0 ? 0 : (perSecond * us) / 1e6;
}

/** Hits per miss → the share (0–1) of requests that are hits. Infinity → 1. */
export const shareOfHits = (hitsPerMiss: number): number => 1 / (1 + 1 / hitsPerMiss);
