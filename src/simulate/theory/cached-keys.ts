import type { Strategy } from '../../scenario/scenario.ts';
import type { AskedKeys } from './asked-keys.ts';
import { eventsWithin, shareOfHits } from './events-within.ts';
import { type EntryLife, hitsPerCycle } from './hits-per-cycle.ts';
import { increasingRoot } from './increasing-root.ts';
import { type SinceEmpty, whileFilling } from './since-empty.ts';

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
  /** The share (0–1) of misses that find what has just expired: what stale-while-revalidate is of use to. */
  readonly expired: number;
}

export interface Caching {
  readonly keys: readonly CachedKeys[];
  /** How many caches there are, none knowing of the others: 1 where all share Redis. */
  readonly caches: number;
  /** For how long a cache keeps what is not asked for; Infinity: it never fills. */
  readonly characteristicUs: number;
}

/** The life of an entry that its readers bring up to date now and then. */
interface RenewedLife extends EntryLife {
  readonly renewedPerSecond: number;
}

/** Of the characteristic time: hit ratios follow it by its logarithm. */
const closeEnough = 1e-7;

const ownEviction = 'gateway-memory';

/** The share of a gateway's memory that holds all records; the rest holds some of them once more, ready to be sent. */
const recordShare = 7 / 8;

/**
 * What a strategy's caches hold and answer at a rate of requests. Memory: a cache for each node, which hears only of the writes
 * that go through it, and keeps what has expired until it is asked for. Redis, with memory in front of it or not: one cache for
 * all, which hears of all writes and drops what has expired.
 *
 * @param sinceEmpty the stretch of time that is asked about, after all caches were empty; undefined: long after that
 */
export function cachedKeys(
  asked: readonly AskedKeys[],
  strategy: Strategy,
  { perSecond, sinceEmpty }: { readonly perSecond: number; readonly sinceEmpty?: SinceEmpty | undefined },
): Caching {
  const isShared = strategy.mode !== 'memory';
  const caches = isShared ? 1 : strategy.nodes;
  const { maxEntries, maxSizeBytes, eviction } = strategy.cache;
  // As one that hits do not keep: it is there for the characteristic time after each miss.
  const isFifo = eviction === 'fifo';
  const capacity =
    maxEntries ?? maxSizeBytes * (isShared || (eviction ?? ownEviction) !== ownEviction ? 1 : recordShare);
  // Who reads what he has just written brings it back at once, if he comes to the same cache: as if it had not been written.
  const comesBack = strategy.balance === 'sticky' ? 1 : 1 / caches;
  const lifeOf = (keys: AskedKeys, characteristicUs: number): RenewedLife => ({
    perSecond: ((keys.probability - keys.readBacks * comesBack) * perSecond) / caches,
    characteristicUs: isFifo ? Number.POSITIVE_INFINITY : characteristicUs,
    ttlUs: isFifo ? Math.min(keys.ttlUs, characteristicUs) : keys.ttlUs,
    endsPerSecond: ((keys.writes - keys.readBacks * comesBack) * perSecond) / caches,
    renewedPerSecond: (keys.readBacks * comesBack * perSecond) / caches,
  });
  const stored = asked.filter(({ ttlUs, storable }) => ttlUs > 0 && storable > 0);
  const lives = stored.map((keys) => lifeOf(keys, Number.POSITIVE_INFINITY));
  const weights = stored.map(({ count, storable, weight }) => count * storable * weight);
  const fullAt = (presence: Presence, from: number): number => {
    const weightAt = (characteristicUs: number): number =>
      lives.reduce((sum, life, index) => {
        const { keptUs } = stored[index] as AskedKeys;
        return sum + (weights[index] as number) * presence(life, characteristicUs, keptUs);
      }, 0);
    return weightAt(Number.POSITIVE_INFINITY) <= capacity
      ? Number.POSITIVE_INFINITY
      : increasingRoot(weightAt, capacity, from, closeEnough);
  };
  const lazyUs = fullAt(isFifo ? presentSinceMiss : presentUnlessWritten, 1e6 / perSecond);
  // What throws out what is of no use any more is full no sooner.
  const characteristicUs =
    isShared && !isFifo && lazyUs !== Number.POSITIVE_INFINITY ? fullAt(presentWhileUseful, lazyUs) : lazyUs;
  const keys = asked.map((one): CachedKeys => {
    const life = lifeOf(one, characteristicUs);
    const unheard = one.changesPerSecond + (one.writes * perSecond * (caches - 1)) / caches;
    const settled = settledKeys(one, life, unheard);
    const others = sinceEmpty === undefined ? settled : keysSinceEmpty(settled, life, unheard, sinceEmpty);
    return withReadBacks(others, one.probability === 0 ? 0 : (one.readBacks * comesBack) / one.probability);
  });
  return { keys, caches, characteristicUs };
}

/** Long after the caches were empty. */
function settledKeys(keys: AskedKeys, life: RenewedLife, unheard: number): CachedKeys {
  const { hits } = hitsPerCycle(life);
  const sinceRenewed = { ...life, endsPerSecond: life.endsPerSecond + life.renewedPerSecond };
  const { hits: hitsOfRenewed, meanAgeUs } = hitsPerCycle(sinceRenewed);
  // Up to date is what lives on although each change that nobody told of would end it.
  const upToDate = hitsPerCycle({
    ...sinceRenewed,
    endsPerSecond: sinceRenewed.endsPerSecond + unheard,
  }).hits;
  return {
    keys,
    perSecond: life.perSecond,
    hits: hits * (1 - keys.errorRatio) + hitsOfError(keys, life) * keys.errorRatio,
    meanAgeUs,
    outOfDate: hits === 0 || unheard === 0 ? 0 : 1 - upToDate / hitsOfRenewed,
    expired: expiredShare(life),
  };
}

/** All reads, of which this share (0–1) finds nothing, because it follows a write. */
function withReadBacks(others: CachedKeys, share: number): CachedKeys {
  if (share === 0) return others;
  const hits = (1 - share) * shareOfHits(others.hits);
  const expired = ((1 - share) * (1 - shareOfHits(others.hits)) * others.expired) / (1 - hits);
  return { ...others, perSecond: others.perSecond / (1 - share), hits: hits / (1 - hits), expired };
}

/** Hits per miss that is answered with an error, which mostly is not stored. */
function hitsOfError({ errorRatio, errorTtlUs }: AskedKeys, life: EntryLife): number {
  return errorRatio === 0 || errorTtlUs === 0 ? 0 : hitsPerCycle({ ...life, ttlUs: errorTtlUs }).hits;
}

/** What is neither written nor, after a gap as long as the characteristic time, evicted before it expires. */
function expiredShare({ perSecond, characteristicUs, ttlUs, endsPerSecond }: EntryLife): number {
  const evictedPerSecond = perSecond * Math.exp(-eventsWithin(perSecond, characteristicUs));
  return Math.exp(-eventsWithin(endsPerSecond + evictedPerSecond, ttlUs));
}

/** The same over a stretch of time: until the first can have expired or been evicted caches fill, and from then on all is settled. */
function keysSinceEmpty(
  settled: CachedKeys,
  { perSecond, characteristicUs, ttlUs, endsPerSecond, renewedPerSecond }: RenewedLife,
  unheardPerSecond: number,
  { fromUs, toUs }: SinceEmpty,
): CachedKeys {
  const fullUs = Math.min(ttlUs, characteristicUs);
  if (fullUs <= fromUs || settled.hits === 0) return settled;
  const endUs = Math.min(toUs, fullUs);
  const storing = perSecond * (1 - settled.keys.errorRatio);
  const within = { fromUs, toUs: endUs };
  const filling = whileFilling({ perSecond: storing, endsPerSecond, unheardPerSecond }, within);
  const renewed = { perSecond: storing, endsPerSecond: endsPerSecond + renewedPerSecond, unheardPerSecond };
  const sinceRenewed = renewedPerSecond === 0 ? filling : whileFilling(renewed, within);
  const perStored = filling.stored / sinceRenewed.stored;
  const part = (endUs - fromUs) / (toUs - fromUs);
  const settledHits = (1 - part) * shareOfHits(settled.hits);
  const hits = part * filling.stored + settledHits;
  const misses = Math.max(Number.EPSILON, 1 - hits);
  return {
    ...settled,
    hits: hits / misses,
    meanAgeUs:
      (part * perStored * sinceRenewed.ageUs + (settledHits === 0 ? 0 : settledHits * settled.meanAgeUs)) /
      hits,
    outOfDate: (part * perStored * sinceRenewed.outOfDate + settledHits * settled.outOfDate) / hits,
    expired: ((1 - part - settledHits) * settled.expired) / misses,
  };
}

/** The share of time (0–1) for which a key is stored, where a cache keeps for so long what is not asked for. */
type Presence = (life: EntryLife, characteristicUs: number, keptUs: number) => number;

/** Where it stays until it is asked for: since its last request, nothing wrote it. */
const presentUnlessWritten: Presence = ({ perSecond, endsPerSecond }, characteristicUs) => {
  if (perSecond === 0) return 0;
  const events = perSecond + endsPerSecond;
  return (perSecond / events) * -Math.expm1((-events * characteristicUs) / 1e6);
};

/**
 * Where it goes when it is of no use any more. What is fresh is there, for the share of requests that are hits (Poisson arrivals see
 * time averages); and what was asked for since it might have expired.
 */
const presentWhileUseful: Presence = (life, characteristicUs, keptUs) => {
  const lingers = presentUnlessWritten(life, Math.min(characteristicUs, keptUs - life.ttlUs), keptUs);
  // Of what would be there if it stayed, all that there is: no need to ask for what is fresh.
  if (keptUs - life.ttlUs >= characteristicUs) return lingers;
  return Math.max(lingers, shareOfHits(hitsPerCycle({ ...life, characteristicUs }).hits));
};

/** Where hits keep nothing: for a fixed time after each miss. */
const presentSinceMiss: Presence = (life, characteristicUs) =>
  shareOfHits(hitsPerCycle({ ...life, ttlUs: characteristicUs }).hits);
