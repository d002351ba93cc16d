import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  largeKibibytes,
  scenarioOf,
  trialsOf,
  usualKibibytes,
} from '../../../src/experiment/calibration/calibration-trials.ts';
import { concludeCalibration } from '../../../src/experiment/calibration/conclude-calibration.ts';
import { type Reading, type Readings, solveCosts } from '../../../src/experiment/calibration/solve-costs.ts';
import { type Costs, calibrationSchema } from '../../../src/results/calibration.ts';
import { aCalibration } from '../../support/a-calibration.ts';

/** What a machine with these costs would show, if chance and idleness played no part; some of what should be a hit is none. */
function readingsOf(costs: Costs, { hitRatio = 0.5, missRatio = 0.01 } = {}): Readings {
  const { load, gateway, redis, backend, wakeUs, hopUs } = costs;
  type Work = Partial<Record<'gateway' | 'gatewayKibibyte' | 'redis' | 'redisKibibyte', number>>;
  const reading = (work: Work, kibibytes: number, isHit: boolean): Reading => ({
    load: load.requestUs + kibibytes * load.kibibyteUs,
    gateway: (work.gateway ?? 0) + kibibytes * (gateway.kibibyteUs + (work.gatewayKibibyte ?? 0)),
    backend: isHit ? 0 : backend.callUs + kibibytes * backend.kibibyteUs,
    redis: (work.redis ?? 0) + kibibytes * (work.redisKibibyte ?? 0),
    latencyUs: 1000,
    hitRatio: isHit ? 1 : 0,
    missRatio: isHit ? 0 : 1,
    joinRatio: 0,
  });
  const mixed = (hit: Reading, miss: Reading): Reading => {
    const mix = (part: keyof Reading): number => (1 - missRatio) * hit[part] + missRatio * miss[part];
    return { ...hit, load: mix('load'), gateway: mix('gateway'), redis: mix('redis'), missRatio };
  };
  const { hitUs, forwardUs, storeUs, joinUs, redisReadUs, redisFillUs } = gateway;
  const miss = {
    gateway: forwardUs + storeUs,
    gatewayKibibyte: gateway.forwardKibibyteUs + gateway.storeKibibyteUs,
  };
  const forward = { gateway: forwardUs, gatewayKibibyte: gateway.forwardKibibyteUs };
  const redisHit = {
    gateway: hitUs + redisReadUs,
    gatewayKibibyte: gateway.redisReadKibibyteUs,
    redis: redis.readUs,
    redisKibibyte: redis.kibibyteUs,
  };
  const redisMiss = {
    gateway: forwardUs + redisReadUs + redisFillUs,
    gatewayKibibyte: gateway.forwardKibibyteUs + gateway.redisFillKibibyteUs,
    redis: redis.readUs + redis.fillUs,
    redisKibibyte: redis.fillKibibyteUs,
  };
  const [usual, large] = [usualKibibytes, largeKibibytes];
  const [aHit, aMiss] = [reading({ gateway: hitUs }, usual, true), reading(miss, usual, false)];
  const aRedisHit = reading(redisHit, usual, true);
  const joinRatio = 1 - hitRatio - missRatio;
  const joinCost = joinUs + usual * gateway.kibibyteUs;
  const hitLatencyUs = aHit.load + aHit.gateway + 2 * (wakeUs + hopUs);
  const readUs = aRedisHit.gateway - aHit.gateway + aRedisHit.redis;
  return {
    hits: mixed(aHit, aMiss),
    largeHits: mixed(reading({ gateway: hitUs }, large, true), reading(miss, large, false)),
    // It works for a while when nobody waits for it any more.
    hitsOneByOne: { ...aHit, gateway: aHit.gateway + wakeUs * 1.5 + 1, latencyUs: hitLatencyUs },
    forwards: reading(forward, usual, false),
    largeForwards: reading(forward, large, false),
    misses: aMiss,
    largeMisses: reading(miss, large, false),
    joins: {
      ...aHit,
      gateway: hitRatio * aHit.gateway + missRatio * aMiss.gateway + joinRatio * joinCost,
      hitRatio,
      missRatio,
      joinRatio,
    },
    redisHits: mixed(aRedisHit, reading(redisMiss, usual, false)),
    largeRedisHits: mixed(reading(redisHit, large, true), reading(redisMiss, large, false)),
    redisHitsOneByOne: {
      ...aRedisHit,
      latencyUs: hitLatencyUs + readUs + redis.wakeUs + wakeUs + 2 * hopUs,
    },
    redisMisses: reading(redisMiss, usual, false),
    largeRedisMisses: reading(redisMiss, large, false),
  };
}

const cost = fc.double({ min: 0.1, max: 1000, noNaN: true });
const costs: fc.Arbitrary<Costs> = fc.record({
  load: fc.record({ requestUs: cost, kibibyteUs: cost }),
  gateway: fc.record({
    hitUs: cost,
    forwardUs: cost,
    storeUs: cost,
    joinUs: cost,
    redisReadUs: cost,
    redisFillUs: cost,
    kibibyteUs: cost,
    forwardKibibyteUs: cost,
    storeKibibyteUs: cost,
    redisReadKibibyteUs: cost,
    redisFillKibibyteUs: cost,
  }),
  redis: fc.record({ readUs: cost, fillUs: cost, kibibyteUs: cost, fillKibibyteUs: cost, wakeUs: cost }),
  backend: fc.record({ callUs: cost, kibibyteUs: cost }),
  wakeUs: cost,
  // What is left of a latency when work and waking are known counts as the way.
  hopUs: fc.constant(0),
});

/** As a flat list of places and figures, which can be compared closely. */
const flat = (value: object, path = ''): [string, number][] =>
  Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'number' ? [[`${path}${key}`, part] as [string, number]] : flat(part, `${path}${key}.`),
  );

describe('the costs of pieces of work', () => {
  it('are found again in the figures that a machine with these costs shows', () => {
    fc.assert(
      fc.property(costs, (known) => {
        const solved = new Map(flat(solveCosts(readingsOf(known))));
        for (const [place, value] of flat(known)) {
          expect(solved.get(place), place).toBeCloseTo(value, 4);
        }
      }),
    );
  });

  it('are never negative, whatever chance makes of the figures', () => {
    const figure = fc.double({ min: 0, max: 1e5, noNaN: true });
    const reading = fc.record({
      load: figure,
      gateway: figure,
      backend: figure,
      redis: figure,
      latencyUs: figure,
      hitRatio: fc.constant(0.5),
      missRatio: fc.constant(0.25),
      joinRatio: fc.constantFrom(0, 0.25),
    });
    const all = fc.record(
      Object.fromEntries(trialsOf(true).map((name) => [name, reading])),
    ) as unknown as fc.Arbitrary<Readings>;
    fc.assert(
      fc.property(all, (readings) => {
        for (const [place, value] of flat(solveCosts(readings)))
          expect(value, place).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are those of another machine where Redis could not be measured', () => {
    const { load, gateway, redis } = aCalibration;
    const { redisHits, redisMisses, redisHitsOneByOne, largeRedisHits, largeRedisMisses, ...rest } =
      readingsOf(aCalibration);
    const elsewhere: Costs = {
      ...aCalibration,
      redis: { ...redis, readUs: 77 },
      gateway: { ...gateway, redisReadUs: 88, hitUs: 99 },
    };
    const solved = solveCosts(rest, elsewhere);
    expect(solved.redis.readUs).toBe(77);
    expect(solved.gateway.redisReadUs).toBe(88);
    expect(solved.gateway.hitUs).toBeCloseTo(gateway.hitUs, 6);
    expect(solved.load.requestUs).toBeCloseTo(load.requestUs, 6);
  });
});

describe('a calibration', () => {
  const surroundings = {
    measuredAt: new Date('2026-11-24T00:00:00Z'),
    machine: { cpuModel: 'A processor', cpus: 4, node: 'v20.20.2' },
    pinning: { gateway: [3], others: [0, 1, 2] },
    borrowed: undefined,
  };

  it('holds the median of its rounds, and tells how far they lie apart', () => {
    const rounds = [10, 30, 11].map((hitUs) =>
      readingsOf({ ...aCalibration, gateway: { ...aCalibration.gateway, hitUs } }),
    );
    const { calibration, ranges } = concludeCalibration(rounds, surroundings);
    expect(calibrationSchema.parse(calibration)).toEqual(calibration);
    expect(calibration.gateway.hitUs).toBe(11);
    expect(calibration.cores).toEqual({ gateways: 1, others: 3 });
    const [range] = ranges.filter(({ place }) => place === 'gateway.hitUs');
    expect(range?.low).toBeCloseTo(10, 6);
    expect(range?.high).toBeCloseTo(30, 6);
  });

  it('measures what scenario files can say, with and without a Redis server', () => {
    const withRedis = trialsOf(true).map((name) => scenarioOf(name).strategies[0]?.mode);
    const without = trialsOf(false).map((name) => scenarioOf(name).strategies[0]?.mode);
    expect(new Set(withRedis)).toEqual(new Set(['stateless', 'memory', 'redis']));
    expect(new Set(without)).toEqual(new Set(['stateless', 'memory']));
  });
});
