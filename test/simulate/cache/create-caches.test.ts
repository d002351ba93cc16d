import { describe, expect, it } from 'vitest';
import type { CacheSettings, Mode, Strategy } from '../../../src/scenario/scenario.ts';
import { createCaches } from '../../../src/simulate/cache/create-caches.ts';
import { logBytes, redisFenceBytes, redisRecordBytes } from '../../../src/simulate/cache/entry-weights.ts';
import { keyLength } from '../../../src/simulate/cache/record-bytes.ts';
import { aScenario } from '../../support/a-scenario.ts';
import { aStored } from '../../support/a-stored.ts';

const targetOf = (resource: number): string => `/items/${resource}`;

function cachesOf(mode: Mode, cache: Partial<CacheSettings> = {}, resources = 10_000) {
  const scenario = aScenario();
  const [usual] = scenario.strategies as [Strategy];
  const strategy = { ...usual, mode, nodes: 2, cache: { ...usual.cache, ...cache } };
  return createCaches({ scenario, strategy, seed: 1 }, { resources, targetOf, nowUs: () => 0 });
}

describe('the caches of a simulated trial', () => {
  it.each<[Mode, number, boolean]>([
    ['stateless', 0, false],
    ['memory', 2, false],
    ['redis', 0, true],
    ['tiered', 2, true],
  ])('in mode %s are the memories of %i gateways, and Redis: %s', (mode, memories, hasRedis) => {
    const caches = cachesOf(mode);
    expect(caches.memories).toHaveLength(2);
    expect(caches.memories.filter((memory) => memory !== undefined)).toHaveLength(memories);
    expect(caches.redis !== undefined).toBe(hasRedis);
  });

  it('weigh in memory what a gateway’s log takes, and never more than 7/8 of maxSize', () => {
    const memory = cachesOf('memory', { maxSizeBytes: 100_000 }).memories[0];
    memory?.keep(7, aStored({ bodyBytes: 1000 }));
    const weight = memory?.bytes ?? 0;
    expect(weight).toBeGreaterThan(logBytes(keyLength('/items/7'), 1000));
    expect(weight).toBeLessThan(logBytes(keyLength('/items/7'), 2000));
    for (let resource = 0; resource < 500; resource++) {
      memory?.keep(resource, aStored({ bodyBytes: 1000 }));
      expect(memory?.find(resource)).toBeGreaterThanOrEqual(0);
      expect(memory?.bytes).toBeLessThanOrEqual(87_500);
    }
    expect(memory?.bytes).toBeGreaterThan(70_000);
    expect(memory?.evictions).toBe(500 - (memory?.size ?? 0));
  });

  it('weigh in Redis what the server uses, fences included', () => {
    const { redis } = cachesOf('redis', { maxSizeBytes: 100_000 });
    redis?.raiseFence(7);
    expect(redis?.bytes).toBe(redisFenceBytes(keyLength('/items/7')));
    redis?.keep(7, aStored({ bodyBytes: 1000 }));
    const record = (redis?.bytes ?? 0) - redisFenceBytes(keyLength('/items/7'));
    expect(record).toBeGreaterThan(redisRecordBytes(keyLength('/items/7'), 1000));
    expect(record).toBeLessThan(redisRecordBytes(keyLength('/items/7'), 2000));
    for (let resource = 0; resource < 500; resource++) {
      redis?.raiseFence(resource);
      redis?.keep(resource, aStored({ bodyBytes: 1000 }));
      expect(redis?.bytes).toBeLessThanOrEqual(100_000);
    }
  });

  it('hold so many entries, however large, where these are counted', () => {
    const { memories, redis } = cachesOf('tiered', { maxEntries: 10, eviction: 'fifo' });
    for (let resource = 0; resource < 30; resource++) {
      for (const cache of [memories[0], redis]) cache?.keep(resource, aStored({ bodyBytes: 10 ** 7 }));
    }
    for (const cache of [memories[0], redis]) {
      expect(cache?.size).toBe(10);
      expect(cache?.bytes).toBeGreaterThan(10 ** 8);
      expect(cache?.find(19)).toBe(-1);
      expect(cache?.find(20)).toBeGreaterThanOrEqual(0);
    }
  });

  it('evict as the strategy says', () => {
    const survivors = (eviction: CacheSettings['eviction']): number[] => {
      const memory = cachesOf('memory', { maxEntries: 3, eviction }).memories[0];
      for (const resource of [1, 2, 3]) memory?.keep(resource, aStored());
      memory?.touch(memory.find(1));
      memory?.keep(4, aStored());
      return [1, 2, 3, 4].filter((resource) => (memory?.find(resource) ?? -1) >= 0);
    };
    expect(survivors('lru')).toEqual([1, 3, 4]);
    expect(survivors('fifo')).toEqual([2, 3, 4]);
    expect(survivors(undefined)).toEqual([1, 3, 4]);
  });

  it('take no memory in advance, however many keys there are', () => {
    const before = process.memoryUsage().rss;
    const caches = Array.from({ length: 8 }, () => cachesOf('tiered', {}, 1_000_000_000));
    for (const { memories, redis } of caches) {
      for (let resource = 0; resource < 100; resource++) {
        for (const cache of [...memories, redis]) cache?.keep(resource * 1e6, aStored());
      }
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });
});
