import { increasingRoot } from './increasing-root.ts';
import type { KeyClass } from './popularity.ts';

/**
 * The share of time for which a key is stored, and of its requests that are hits, by how often it is asked for within the
 * characteristic time: functions of x ≥ 0 that increase from 0 to at most 1.
 */
export type Presence = (requests: number) => number;

/** Least recently used: a key is there as long as it was asked for within the characteristic time. */
export const lruPresence: Presence = (requests) => -Math.expm1(-requests);

/** First in, first out, and likewise eviction by chance: a key is there for the characteristic time after each miss. */
export const fifoPresence: Presence = (requests) => 1 / (1 + 1 / requests);

/** The approximation is asymptotic: of caches with room for fewer entries it is off by more than .002. */
export const leastEntries = 50;

/**
 * For how long an LRU cache keeps what is not asked for again, in requests to the whole cache: the T at which
 * Σ weight · presence(probability · T) is the capacity. Infinity where everything fits.
 *
 * Che, Tung and Wang, "Hierarchical web caching systems", IEEE JSAC 20 (2002); why it is so good: Fricker, Robert and Roberts
 * (arXiv 1202.3974), who also weigh entries by their bytes; FIFO and RANDOM: Martina, Garetto and Leonardi (arXiv 1307.6702).
 *
 * It takes requests to be independent of each other (IRM) and a cache that has been asked long enough: recorded streams have
 * bursts, which help a cache, and begin cold. From a recording's miss ratio the share of first requests (keys ÷ requests) must
 * be taken off before it is compared.
 *
 * @param capacity > 0, in the unit of the weights; below some 50 entries (`leastEntries`) the answer is rough
 * @throws RangeError where the capacity is not above 0
 */
export function characteristicTime(
  classes: readonly KeyClass[],
  capacity: number,
  presence: Presence = lruPresence,
): number {
  if (!(capacity > 0)) throw new RangeError(`a capacity is above 0, not ${capacity}`);
  const stored = (requests: number): number =>
    sum(classes, ({ count, probability, weight }) => count * weight * presence(probability * requests));
  const total = sum(classes, ({ count, probability, weight }) => (probability > 0 ? count * weight : 0));
  if (capacity >= total) return Number.POSITIVE_INFINITY;
  const meanWeight = sum(classes, ({ count, probability, weight }) => count * weight * probability);
  return increasingRoot(stored, capacity, capacity / meanWeight);
}

/** The share (0–1) of all requests that are hits, where the characteristic time is so many requests. */
export function hitRatio(
  classes: readonly KeyClass[],
  characteristicRequests: number,
  presence: Presence = lruPresence,
): number {
  return sum(classes, ({ count, probability }) =>
    probability > 0 ? count * probability * presence(probability * characteristicRequests) : 0,
  );
}

function sum(classes: readonly KeyClass[], of: (keys: KeyClass) => number): number {
  let total = 0;
  for (const keys of classes) total += of(keys);
  return total;
}
