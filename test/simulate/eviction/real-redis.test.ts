import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import { aRoom } from '../../support/a-room.ts';
import { aKeyStream } from '../../support/key-streams.ts';
import { redisMissing, startRedisServer } from '../../support/redis-server.ts';

const batchSize = 200;
const stream = aKeyStream(40_000);
const keys = Math.max(...stream) + 1;

interface Replay {
  readonly missRatio: number;
  /** How many entries there were on average once memory was full. */
  readonly entries: number;
  /** When each request was made. */
  readonly timesUs: readonly number[];
}

/** Asks a real server for each key in turn, which stores those that it does not have, in memory for about a tenth of them. */
async function replayOnRedis(maxmemoryPolicy: string, pauseMs: number): Promise<Replay> {
  const server = await startRedisServer();
  const redis = new Redis(server.url);
  try {
    const usedBytes = Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
    await redis.config('SET', 'maxmemory-policy', maxmemoryPolicy);
    await redis.config('SET', 'maxmemory', String(usedBytes + 150_000));
    const timesUs: number[] = [];
    const sizes: number[] = [];
    let misses = 0;
    for (let at = 0; at < stream.length; at += batchSize) {
      const pipeline = redis.pipeline();
      for (const key of stream.subarray(at, at + batchSize)) {
        // What is there is touched and stays; what is not is stored.
        pipeline.set(String(key).padStart(8, '0'), 'x'.repeat(150), 'NX');
        timesUs.push(Date.now() * 1000);
      }
      const replies = (await pipeline.exec()) ?? [];
      misses += replies.filter(([, reply]) => reply === 'OK').length;
      if (at >= stream.length / 4) sizes.push(await redis.dbsize());
      await sleep(pauseMs);
    }
    const entries = Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
    return { missRatio: misses / stream.length, entries, timesUs };
  } finally {
    redis.disconnect();
    await server.close();
  }
}

describe.skipIf(redisMissing !== undefined)('a real Redis server', () => {
  // The clock of LRU ticks once a second, so that only a replay of some seconds tells apart who was asked for when.
  it.each([
    ['redis-lru', 'allkeys-lru', 20],
    ['redis-lfu', 'allkeys-lfu', 0],
  ] as const)(
    'misses as often as %s says of %s, %i ms between batches',
    async (name, maxmemoryPolicy, pauseMs) => {
      const { missRatio, entries, timesUs } = await replayOnRedis(maxmemoryPolicy, pauseMs);
      expect(entries).toBeGreaterThan(100);
      expect(entries).toBeLessThan(1500);

      let at = 0;
      const nowUs = () => timesUs[at] as number;
      const policy = policies[name](aRoom({ keys, capacity: entries, nowUs }));
      let misses = 0;
      for (; at < stream.length; at++) if (!access(policy, stream[at] as number)) misses += 1;
      expect(Math.abs(misses / stream.length - missRatio)).toBeLessThan(0.02);
    },
  );
});
