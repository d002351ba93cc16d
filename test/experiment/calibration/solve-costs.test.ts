import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  largeKibibytes,
  scenarioOf,
  trialsOf,
} from '../../../src/experiment/calibration/calibration-trials.ts';
import { concludeCalibration } from '../../../src/experiment/calibration/conclude-calibration.ts';
import { type Reading, type Readings, solveCosts } from '../../../src/experiment/calibration/solve-costs.ts';
import { type Costs, calibrationSchema } from '../../../src/results/calibration.ts';
import { aCalibration } from '../../support/a-calibration.ts';

/** What a machine with these costs would show, if chance and idleness played no part. `joins`: shares of hits and misses. */
function readingsOf(costs: Costs, { hitRatio, missRatio } = { hitRatio: 0.5, missRatio: 0.01 }): Readings {
  const { load, gateway, redis, backend, wakeUs, hopUs } = costs;
  const reading = (work: {
    gateway: number;
    backend?: boolean;
    redis?: number;
    large?: boolean;
  }): Reading => {
    const kibibytes = work.large ? largeKibibytes : 0;
    return {
      load: load.requestUs + kibibytes * load.kibibyteUs,
      gateway: work.gateway + kibibytes * gateway.kibibyteUs,
      backend: work.backend ? backend.callUs + kibibytes * backend.kibibyteUs : 0,
      redis: work.redis ?? 0,
      latencyUs: 1000,
      hitRatio: work.backend ? 0 : 1,
      missRatio: work.backend ? 1 : 0,
      joinRatio: 0,
    };
  };
  const { hitUs, forwardUs, storeUs, joinUs, redisReadUs, redisFillUs } = gateway;
  const large = largeKibibytes;
  const joinRatio = 1 - hitRatio - missRatio;
  const hitLatencyUs = load.requestUs + hitUs + 2 * (wakeUs + hopUs);
  const readLatencyUs = redisReadUs + redis.readUs + redis.wakeUs + wakeUs + 2 * hopUs;
  const forwardedLarge = forwardUs + large * gateway.forwardKibibyteUs;
  const redisFilled = forwardUs + redisReadUs + redisFillUs;
  return {
    hits: reading({ gateway: hitUs }),
    largeHits: reading({ gateway: hitUs, large: true }),
    // It works for a while when nobody waits for it any more.
    hitsOneByOne: { ...reading({ gateway: hitUs + wakeUs * 1.5 + 1 }), latencyUs: hitLatencyUs },
    forwards: reading({ gateway: forwardUs, backend: true }),
    largeForwards: reading({ gateway: forwardedLarge, backend: true, large: true }),
    misses: reading({ gateway: forwardUs + storeUs, backend: true }),
    largeMisses: reading({
      gateway: forwardedLarge + storeUs + large * gateway.storeKibibyteUs,
      backend: true,
      large: true,
    }),
    joins: {
      ...reading({ gateway: hitRatio * hitUs + missRatio * (forwardUs + storeUs) + joinRatio * joinUs }),
      hitRatio,
      missRatio,
      joinRatio,
    },
    redisHits: reading({ gateway: hitUs + redisReadUs, redis: redis.readUs }),
    largeRedisHits: reading({
      gateway: hitUs + redisReadUs + large * gateway.redisReadKibibyteUs,
      redis: redis.readUs + large * redis.kibibyteUs,
      large: true,
    }),
    redisHitsOneByOne: {
      ...reading({ gateway: hitUs + redisReadUs + 3 * wakeUs, redis: redis.readUs + redis.wakeUs }),
      latencyUs: hitLatencyUs + readLatencyUs,
    },
    redisMisses: reading({ gateway: redisFilled, backend: true, redis: redis.readUs + redis.fillUs }),
    largeRedisMisses: reading({
      gateway: redisFilled + large * (gateway.forwardKibibyteUs + gateway.redisFillKibibyteUs),
      backend: true,
      redis: redis.readUs + redis.fillUs + large * redis.fillKibibyteUs,
      large: true,
    }),
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
