import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RedisCache } from '../../../src/simulate/cache/redis-cache.ts';
import { SimulatedCache } from '../../../src/simulate/cache/simulated-cache.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import { aRoom } from '../../support/a-room.ts';
import { aStored } from '../../support/a-stored.ts';

const keys = 20;

function aCache(capacity: number): SimulatedCache {
  return new SimulatedCache({
    createPolicy: () => policies.lru(aRoom({ keys: 2 * keys, capacity, mostEntries: 2 * keys })),
    mostEntries: 2 * keys,
    bytesOf: (_, { bodyBytes }) => bodyBytes,
    isCounted: false,
  });
}

describe('a simulated cache', () => {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ key: fc.nat(keys - 1), bodyBytes: fc.integer({ min: 1, max: 12 }) }),
    },
    { weight: 1, arbitrary: fc.record({ key: fc.nat(keys - 1), bodyBytes: fc.constant(0) }) },
  );

  it('gives back what was stored last, nothing after it was invalidated, and never holds more than its capacity', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const cache = aCache(30);
        for (const [at, { key, bodyBytes }] of steps.entries()) {
          if (bodyBytes === 0) cache.invalidate(key);
          else {
            const stored = aStored({ bodyBytes, writes: at, route: at % 3, bornAtUs: at * 1e6 + 0.5 });
            cache.keep(key, stored);
            expect(cache.read(cache.find(key))).toEqual(stored);
          }
          expect(cache.find(key) >= 0).toBe(bodyBytes > 0);
          expect(cache.bytes).toBeLessThanOrEqual(30);
        }
      }),
    );
  });

  it('counts as evicted what went for want of room, and not what was replaced, invalidated or forgotten', () => {
    const cache = aCache(30);
    for (const key of [1, 2, 3, 4]) cache.keep(key, aStored({ bodyBytes: 10 }));
    expect([cache.evictions, cache.size, cache.bytes]).toEqual([1, 3, 30]);
    cache.keep(4, aStored({ bodyBytes: 5 }));
    cache.invalidate(3);
    cache.invalidate(3);
    expect([cache.evictions, cache.size, cache.bytes]).toEqual([1, 2, 15]);
    cache.clear();
    expect([cache.evictions, cache.size, cache.bytes, cache.find(4)]).toEqual([1, 0, 0, -1]);
    cache.keep(5, aStored({ bodyBytes: 31 }));
    expect([cache.evictions, cache.find(5)]).toEqual([1, -1]);
  });
});

describe('what Redis holds', () => {
  function aRedis(capacity = 1000) {
    const clock = { nowUs: 0 };
    const store = aCache(capacity);
    const redis = new RedisCache({
      cache: store,
      resources: keys,
      weighsFences: true,
      nowUs: () => clock.nowUs,
    });
    return { redis, clock };
  }

  it('is found until it is of no use any more', () => {
    const { redis, clock } = aRedis();
    redis.keep(1, aStored({ usefulUntilUs: 5e6 }));
    clock.nowUs = 4.999e6;
    expect(redis.find(1)).toBeGreaterThanOrEqual(0);
    clock.nowUs = 5e6;
    expect(redis.find(1)).toBe(-1);
    expect(redis.size).toBe(0);
  });

  it('goes soon after it has expired although nobody asks for it', () => {
    const { redis, clock } = aRedis(1e6);
    for (let key = 0; key < keys; key++) redis.keep(key, aStored({ usefulUntilUs: key < 15 ? 1e6 : 9e6 }));
    clock.nowUs = 0.99e6;
    redis.find(19);
    expect(redis.size).toBe(20);
    clock.nowUs = 1.2e6;
    redis.find(19);
    expect(redis.size).toBe(5);
  });

  it('gives up a fence with what it stands for when that is invalidated, and when it has stood for five minutes', () => {
    const { redis, clock } = aRedis();
    redis.raiseFence(1);
    expect([redis.hasFence(1), redis.hasFence(2)]).toEqual([true, false]);
    redis.invalidate(1);
    expect(redis.hasFence(1)).toBe(false);
    redis.raiseFence(1);
    clock.nowUs = 300e6;
    expect(redis.hasFence(1)).toBe(false);
  });
});
