import type { Costs } from '../../results/calibration.ts';
import { type CalibrationTrialName, largeKibibytes, usualKibibytes } from './calibration-trials.ts';

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
  const { joins, hitsOneByOne } = readings;
  const hits = lines(readings.hits, readings.largeHits, readings.misses, readings.largeMisses);
  const forwards = lines(readings.forwards, readings.largeForwards);
  const misses = lines(readings.misses, readings.largeMisses);
  const hitUs = hits.gateway.base;
  const forwardUs = forwards.gateway.base;
  const kibibyteUs = hits.gateway.slope;
  const forwardKibibyteUs = atLeastNone(forwards.gateway.slope - kibibyteUs);

  const joined = joins.gateway - joins.hitRatio * at(hits.gateway) - joins.missRatio * at(misses.gateway);
  const joinUs =
    joins.joinRatio === 0 ? 0 : atLeastNone(joined / joins.joinRatio - usualKibibytes * kibibyteUs);

  // Each of two messages is waited for, and wakes whom it reaches. A process also works when nobody waits for it any more.
  const eachWayUs = atLeastNone((hitsOneByOne.latencyUs - at(hits.load) - at(hits.gateway)) / 2);
  const wakeUs = Math.min(eachWayUs, atLeastNone(hitsOneByOne.gateway - at(hits.gateway)));
  const hopUs = eachWayUs - wakeUs;

  const { gateway, redis } = hasRedis(readings)
    ? solveRedisCosts(readings, { hits, forwards, wakeUs, hopUs })
    : (borrowed ?? noRedisCosts);
  return {
    load: { requestUs: hits.load.base, kibibyteUs: hits.load.slope },
    gateway: {
      // First, because what is borrowed may come with all that another machine's gateway costs.
      ...gateway,
      hitUs,
      forwardUs,
      storeUs: atLeastNone(misses.gateway.base - forwardUs),
      joinUs,
      kibibyteUs,
      forwardKibibyteUs,
      storeKibibyteUs: atLeastNone(misses.gateway.slope - forwardKibibyteUs - kibibyteUs),
    },
    redis,
    backend: { callUs: forwards.backend.base, kibibyteUs: forwards.backend.slope },
    wakeUs,
    hopUs,
  };
}

interface Known {
  readonly hits: Lines;
  readonly forwards: Lines;
  readonly wakeUs: number;
  readonly hopUs: number;
}

function solveRedisCosts(readings: Readings, { hits, forwards, wakeUs, hopUs }: Known): RedisCosts {
  const { redisMisses, largeRedisMisses, redisHitsOneByOne, hitsOneByOne } = readings;
  const reads = lines(readings.redisHits, readings.largeRedisHits, redisMisses, largeRedisMisses);
  const fills = lines(redisMisses, largeRedisMisses);
  const redisReadUs = atLeastNone(reads.gateway.base - hits.gateway.base);
  const redisReadKibibyteUs = atLeastNone(reads.gateway.slope - hits.gateway.slope);
  // There and back: two messages more, each of which wakes whom it reaches.
  const workUs = at(reads.gateway) - at(hits.gateway) + at(reads.redis);
  const moreUs = redisHitsOneByOne.latencyUs - hitsOneByOne.latencyUs - workUs;
  const passedOn = Math.max(forwards.gateway.slope, hits.gateway.slope);
  return {
    gateway: {
      redisReadUs,
      redisFillUs: atLeastNone(fills.gateway.base - forwards.gateway.base - redisReadUs),
      redisReadKibibyteUs,
      redisFillKibibyteUs: atLeastNone(fills.gateway.slope - passedOn),
    },
    redis: {
      readUs: reads.redis.base,
      fillUs: atLeastNone(fills.redis.base - reads.redis.base),
      kibibyteUs: reads.redis.slope,
      fillKibibyteUs: fills.redis.slope,
      wakeUs: atLeastNone(moreUs - 2 * hopUs - wakeUs),
    },
  };
}

type Part = 'load' | 'gateway' | 'backend' | 'redis';

/** CPU time of a request by the size of its answer: without a body, and for each KiB of one. */
interface Line {
  readonly base: number;
  readonly slope: number;
}

type Lines = Readonly<Record<Part, Line>>;

/** Through a usual and a large answer; of the requests that were no misses, where it is known what these cost. */
function lines(usual: Reading, large: Reading, missed?: Reading, largeMissed?: Reading): Lines {
  const line = (part: Part): Line => {
    const [usualUs, largeUs] = [hitPart(usual, part, missed), hitPart(large, part, largeMissed)];
    const slope = atLeastNone(largeUs - usualUs) / (largeKibibytes - usualKibibytes);
    return { base: atLeastNone(usualUs - usualKibibytes * slope), slope };
  };
  return { load: line('load'), gateway: line('gateway'), backend: line('backend'), redis: line('redis') };
}

/** What remains of a reading for each hit when a few of its requests were misses after all, as far as it can be told. */
function hitPart({ missRatio, ...reading }: Reading, part: Part, missed: Reading | undefined): number {
  if (missed === undefined || missRatio > 0.5) return reading[part];
  return atLeastNone(reading[part] - missRatio * missed[part]) / (1 - missRatio);
}

/** Of a usual answer. */
function at({ base, slope }: Line): number {
  return base + usualKibibytes * slope;
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
