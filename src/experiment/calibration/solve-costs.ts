import type { Costs } from '../../results/calibration.ts';
import { type CalibrationTrialName, largeKibibytes } from './calibration-trials.ts';

/** What one trial of a calibration tells: CPU time of each part in µs for each request that was completed, and latency. */
export interface Reading {
  readonly load: number;
  readonly gateway: number;
  readonly backend: number;
  readonly redis: number;
  /** Median. */
  readonly latencyUs: number;
  /** Shares of the requests by what became of them, 0–1. */
  readonly hitRatio: number;
  readonly missRatio: number;
  readonly joinRatio: number;
}

export type Readings = Readonly<Record<CalibrationTrialName, Reading>>;
/** What a machine without Redis can tell. */
export type ReadingsWithoutRedis = Omit<Readings, RedisTrialName> & Partial<Pick<Readings, RedisTrialName>>;
export type RedisTrialName = Extract<CalibrationTrialName, `redis${string}` | `largeRedis${string}`>;

/** The costs that a machine without Redis can tell are all but the given ones. */
export type RedisCosts = Pick<Costs, 'redis'> & {
  readonly gateway: Pick<
    Costs['gateway'],
    'redisReadUs' | 'redisFillUs' | 'redisReadKibibyteUs' | 'redisFillKibibyteUs'
  >;
};

/**
 * The costs that explain the readings. Every trial adds some work to what another has measured, so the cost of that work is a
 * difference, which chance can make negative where it is small; it then counts as none.
 *
 * @param borrowed - Redis's, where no reading tells them
 */
export function solveCosts(readings: ReadingsWithoutRedis, borrowed?: RedisCosts): Costs {
  const { hits, largeHits, forwards, largeForwards, misses, largeMisses, joins, hitsOneByOne } = readings;
  const loadUs = hits.load;
  const hitUs = hits.gateway;
  const forwardUs = forwards.gateway;
  const storeUs = atLeastNone(misses.gateway - forwardUs);
  const kibibyteUs = eachKibibyte(largeHits.gateway - hitUs);
  const forwardKibibyteUs = atLeastNone(eachKibibyte(largeForwards.gateway - forwardUs) - kibibyteUs);
  const storeKibibyteUs = atLeastNone(
    eachKibibyte(largeMisses.gateway - misses.gateway) - forwardKibibyteUs - kibibyteUs,
  );
  const joined = joins.gateway - joins.hitRatio * hitUs - joins.missRatio * (forwardUs + storeUs);
  const joinUs = joins.joinRatio === 0 ? 0 : atLeastNone(joined / joins.joinRatio);

  // Each of two messages is waited for, and wakes whom it reaches. A process also works when nobody waits for it any more.
  const eachWayUs = atLeastNone((hitsOneByOne.latencyUs - loadUs - hitUs) / 2);
  const wakeUs = Math.min(eachWayUs, atLeastNone(hitsOneByOne.gateway - hitUs));
  const hopUs = eachWayUs - wakeUs;

  const known = { hitUs, forwardUs, kibibyteUs, forwardKibibyteUs, wakeUs, hopUs, oneByOne: hitsOneByOne };
  const { gateway, redis } = hasRedis(readings)
    ? solveRedisCosts(readings, known)
    : (borrowed ?? noRedisCosts);
  return {
    load: { requestUs: loadUs, kibibyteUs: eachKibibyte(largeHits.load - loadUs) },
    gateway: {
      // First, because what is borrowed may come with all that another machine's gateway costs.
      ...gateway,
      hitUs,
      forwardUs,
      storeUs,
      joinUs,
      kibibyteUs,
      forwardKibibyteUs,
      storeKibibyteUs,
    },
    redis,
    backend: {
      callUs: forwards.backend,
      kibibyteUs: eachKibibyte(largeForwards.backend - forwards.backend),
    },
    wakeUs,
    hopUs,
  };
}

interface Known {
  readonly hitUs: number;
  readonly forwardUs: number;
  readonly kibibyteUs: number;
  readonly forwardKibibyteUs: number;
  readonly wakeUs: number;
  readonly hopUs: number;
  readonly oneByOne: Reading;
}

function solveRedisCosts(readings: Readings, known: Known): RedisCosts {
  const { redisHits, largeRedisHits, redisMisses, largeRedisMisses, redisHitsOneByOne } = readings;
  const { hitUs, forwardUs, kibibyteUs, forwardKibibyteUs, wakeUs, hopUs, oneByOne } = known;
  const readUs = redisHits.redis;
  const redisReadUs = atLeastNone(redisHits.gateway - hitUs);
  const fillUs = atLeastNone(redisMisses.redis - readUs);
  const redisFillUs = atLeastNone(redisMisses.gateway - forwardUs - redisReadUs);
  const readKibibyteUs = eachKibibyte(largeRedisHits.redis - readUs);
  // There and back: two messages more, each of which wakes whom it reaches.
  const moreUs = redisHitsOneByOne.latencyUs - oneByOne.latencyUs - redisReadUs - readUs;
  return {
    gateway: {
      redisReadUs,
      redisFillUs,
      redisReadKibibyteUs: atLeastNone(eachKibibyte(largeRedisHits.gateway - redisHits.gateway) - kibibyteUs),
      redisFillKibibyteUs: atLeastNone(
        eachKibibyte(largeRedisMisses.gateway - redisMisses.gateway) - kibibyteUs - forwardKibibyteUs,
      ),
    },
    redis: {
      readUs,
      fillUs,
      kibibyteUs: readKibibyteUs,
      fillKibibyteUs: eachKibibyte(largeRedisMisses.redis - redisMisses.redis),
      wakeUs: atLeastNone(moreUs - 2 * hopUs - wakeUs),
    },
  };
}

function hasRedis(readings: ReadingsWithoutRedis): readings is Readings {
  return readings.redisHits !== undefined;
}

const noRedisCosts: RedisCosts = {
  gateway: { redisReadUs: 0, redisFillUs: 0, redisReadKibibyteUs: 0, redisFillKibibyteUs: 0 },
  redis: { readUs: 0, fillUs: 0, kibibyteUs: 0, fillKibibyteUs: 0, wakeUs: 0 },
};

function atLeastNone(costUs: number): number {
  return Math.max(0, costUs);
}

/** Of a large answer less a small one. */
function eachKibibyte(moreUs: number): number {
  return atLeastNone(moreUs) / largeKibibytes;
}
