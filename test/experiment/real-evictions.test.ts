import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { findExecutable, redisExecutables } from '../../src/experiment/find-executable.ts';
import { maxmemoryPolicyOf, whyNotMeasurable } from '../../src/experiment/real-evictions.ts';
import { startRedisServer } from '../../src/experiment/start-redis-server.ts';
import type { CacheSettings, Mode, Strategy } from '../../src/scenario/scenario.ts';
import { aScenario } from '../support/a-scenario.ts';
import { redisMissing } from '../support/redis-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const [usual] = aScenario().strategies as [Strategy];

const strategyOf = (mode: Mode, cache: Partial<CacheSettings>): Strategy => ({
  ...usual,
  mode,
  cache: { ...usual.cache, ...cache },
});

describe('the evictions that real stores have', () => {
  const isMeasurable = (mode: Mode, cache: Partial<CacheSettings>, isNamed = false): boolean =>
    whyNotMeasurable(strategyOf(mode, cache), { isNamed }) === undefined;

  it.each<[Mode, CacheSettings['eviction'], boolean]>([
    ['memory', undefined, true],
    ['memory', 'gateway-memory', true],
    ['memory', 'lru', false],
    ['memory', 'redis-lru', false],
    ['redis', undefined, true],
    ['redis', 'redis-lru', true],
    ['redis', 'redis-lfu', true],
    ['redis', 'gateway-memory', false],
    ['redis', 'sieve', false],
    ['tiered', undefined, true],
    ['tiered', 'gateway-memory', true],
    ['tiered', 'redis-lfu', true],
    ['tiered', 'arc', false],
    ['stateless', 'arc', true],
  ])('in mode %s, of %s: %s', (mode, eviction, expected) => {
    expect(isMeasurable(mode, { eviction })).toBe(expected);
  });

  it('are bounded by bytes', () => {
    expect(isMeasurable('memory', { maxEntries: 100 })).toBe(false);
    expect(isMeasurable('redis', { maxEntries: 100 })).toBe(false);
  });

  it('are not ours to choose of a server that the user named', () => {
    expect(isMeasurable('redis', { eviction: 'redis-lfu' }, true)).toBe(false);
    expect(isMeasurable('redis', {}, true)).toBe(true);
  });

  it('are said in sentences', () => {
    const why = (mode: Mode, cache: Partial<CacheSettings>) =>
      whyNotMeasurable(strategyOf(mode, cache), { isNamed: true });
    expect(why('memory', { eviction: 'lirs' })).toBe(
      'The memory of a gateway has no lirs, only gateway-memory.',
    );
    expect(why('redis', { eviction: 'lirs' })).toBe('Redis has no lirs, only redis-lru and redis-lfu.');
  });
});

describe.skipIf(redisMissing)('a private Redis server', () => {
  it.each([
    ['redis-lru', 'allkeys-lru'],
    ['redis-lfu', 'allkeys-lfu'],
  ] as const)('of a strategy with %s evicts by %s', async (eviction, expected) => {
    const executable = (await findExecutable(redisExecutables, process.env['PATH'])) as string;
    const maxmemoryPolicy = maxmemoryPolicyOf(strategyOf('tiered', { eviction }));
    const server = await startRedisServer(executable, { folder: temporaryFolder(), maxmemoryPolicy });
    const redis = new Redis(server.port);
    try {
      expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', expected]);
    } finally {
      redis.disconnect();
      process.kill(server.pid, 'SIGKILL');
      await server.died;
    }
  });
});
