import type { Strategy } from '../../scenario/scenario.ts';
import type { AskedKeys } from './asked-keys.ts';
import { shareOfHits } from './events-within.ts';
import { type EntryLife, hitsPerCycle } from './hits-per-cycle.ts';
import { increasingRoot } from './increasing-root.ts';

/** Keys in a cache. */
export interface CachedKeys {
  readonly keys: AskedKeys;
  /** Requests for each, at each cache. */
  readonly perSecond: number;
  /** Hits per miss of those that may be stored. */
  readonly hits: number;
  /** The mean age of what hits get; NaN where there are none. */
  readonly meanAgeUs: number;
  /** The share (0–1) of hits that are out of date. */
  readonly outOfDate: number;
}

export interface Caching {
  readonly keys: readonly CachedKeys[];
  /** How many caches there are, none knowing of the others: 1 where all share Redis. */
  readonly caches: number;
  /** For how long a cache keeps what is not asked for; Infinity: it never fills. */
  readonly characteristicUs: number;
}

/** The share of a gateway's memory that holds all records; the rest holds some of them once more, ready to be sent. */
const recordShare = 7 / 8;

/**
 * What a strategy's caches hold and answer at a rate of requests. Memory: a cache for each node, which hears only of the writes
 * that go through it, and keeps what has expired until it is asked for. Redis, with memory in front of it or not: one cache for
 * all, which hears of all writes and drops what has expired.
 */
export function cachedKeys(asked: readonly AskedKeys[], strategy: Strategy, perSecond: number): Caching {
  const isShared = strategy.mode !== 'memory';
  const caches = isShared ? 1 : strategy.nodes;
  const capacity = strategy.cache.maxSizeBytes * (isShared ? 1 : recordShare);
  const lifeOf = (keys: AskedKeys, characteristicUs: number): EntryLife => ({
    perSecond: (keys.probability * perSecond) / caches,
    characteristicUs,
    ttlUs: keys.ttlUs,
    endsPerSecond: (keys.writes * perSecond) / caches,
  });
  const weightAt = (characteristicUs: number): number =>
    asked.reduce((sum, keys) => {
      const life = lifeOf(keys, characteristicUs);
      const stored = isShared ? shareOfHits(hitsPerCycle(life).hits) : presentUnlessWritten(life);
      return sum + (keys.ttlUs === 0 ? 0 : keys.count * keys.storable * keys.weight * stored);
    }, 0);
  const characteristicUs =
    weightAt(Number.POSITIVE_INFINITY) <= capacity
      ? Number.POSITIVE_INFINITY
      : increasingRoot(weightAt, capacity, 1e6 / perSecond);
  const keys = asked.map((one) => {
    const life = lifeOf(one, characteristicUs);
    const { hits, meanAgeUs } = hitsPerCycle(life);
    const unheard = one.changesPerSecond + (one.writes * perSecond * (caches - 1)) / caches;
    // Up to date is what lives on although each change that nobody told of would end it.
    const upToDate = hitsPerCycle({ ...life, endsPerSecond: life.endsPerSecond + unheard }).hits;
    return {
      keys: one,
      perSecond: life.perSecond,
      hits: hits * (1 - one.errorRatio) + hitsOfError(one, life) * one.errorRatio,
      meanAgeUs,
      outOfDate: hits === 0 || unheard === 0 ? 0 : 1 - upToDate / hits,
    };
  });
  return { keys, caches, characteristicUs };
}

/** Hits per miss that is answered with an error, which mostly is not stored. */
function hitsOfError({ errorRatio, errorTtlUs }: AskedKeys, life: EntryLife): number {
  return errorRatio === 0 || errorTtlUs === 0 ? 0 : hitsPerCycle({ ...life, ttlUs: errorTtlUs }).hits;
}

/** The share of time for which a key is stored: since its last request, in the characteristic time, nothing wrote it. */
function presentUnlessWritten({ perSecond, characteristicUs, endsPerSecond }: EntryLife): number {
  if (perSecond === 0) return 0;
  const events = perSecond + endsPerSecond;
  return (perSecond / events) * -Math.expm1((-events * characteristicUs) / 1e6);
}
