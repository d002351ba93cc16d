import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cachingModes } from '../../support/gateway-modes.ts';
import { startProgrammableOrigin } from '../../support/programmable-origin.ts';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { startTcpShim, type TcpShim } from '../../support/tcp-shim.ts';
import {
  answerWithKey,
  during,
  isHit,
  p99Ms,
  startedWithin,
  startTimerProbe,
  startUnderLoad,
  untilRecord,
} from './stage.ts';

const deadlineMs = 50;
const mostAddedMs = deadlineMs + 10;
const mostRecoveryMs = 2000;
const mostRounds = 4;
const course = { leastMs: 700, leastAnswers: 300 };

/** What a fault is made with. */
interface Hands {
  readonly server: RedisServer;
  /** Between the gateway and the server. */
  readonly shim: TcpShim;
  /** To the server itself. */
  readonly redis: Redis;
}

interface Fault {
  begin(hands: Hands): unknown;
  end(hands: Hands): unknown;
}

const faults: Readonly<Record<string, Fault>> = {
  killed: { begin: ({ server }) => server.kill(), end: ({ server }) => server.restart() },
  frozen: { begin: ({ server }) => server.freeze(), end: ({ server }) => server.thaw() },
  slow: {
    begin: ({ shim }) => {
      shim.delayMs = 4 * deadlineMs;
    },
    end: ({ shim }) => {
      shim.delayMs = 0;
    },
  },
  emptied: {
    begin: async ({ redis }) => {
      for (let each = 0; each < 10; each++) {
        await redis.flushall();
        await sleep(course.leastMs / 20);
      }
    },
    end: () => {},
  },
  'full and refusing': {
    begin: ({ redis }) => fill(redis, 'noeviction'),
    end: ({ redis }) => redis.config('SET', 'maxmemory', '0'),
  },
  'full and evicting': {
    begin: ({ redis }) => fill(redis, 'allkeys-lru'),
    end: ({ redis }) => redis.config('SET', 'maxmemory', '0'),
  },
  'restarted again and again': {
    begin: async ({ server }) => {
      for (let each = 0; each < 3; each++) {
        await server.kill();
        await server.restart();
        await sleep(course.leastMs / 5);
      }
    },
    end: () => {},
  },
};

/** Leaves room for some hundred answers. */
async function fill(redis: Redis, policy: string): Promise<void> {
  const [, usedBytes] = /used_memory:(\d+)/.exec(await redis.info('memory')) ?? [];
  await redis.config('SET', 'maxmemory-policy', policy);
  await redis.config('SET', 'maxmemory', String(Number(usedBytes) + 200_000));
}

const redisModes = cachingModes.filter((mode) => mode !== 'memory');

describe.skipIf(redisMissing !== undefined).each(redisModes)('a gateway in mode %s under load', (mode) => {
  async function getReady(): Promise<Hands> {
    // Each test has a server of its own: a fault that does not end must not be the next test's.
    const server = await startRedisServer();
    onTestFinished(() => server.close());
    const shim = await startTcpShim(Number(new URL(server.url).port));
    const redis = new Redis(server.url, { retryStrategy: () => 20 }).on('error', () => {});
    onTestFinished(() => {
      redis.disconnect();
      shim.close();
    });
    return { server, shim, redis };
  }

  it.each(Object.keys(faults))(
    'gives what a stateless one would, hardly later, while Redis is %s',
    async (name) => {
      const fault = faults[name] as Fault;
      const hands = await getReady();
      const origin = await startProgrammableOrigin(answerWithKey);
      onTestFinished(() => origin.close());
      const url = `redis://127.0.0.1:${hands.shim.port}`;
      const redis = { url, keyPrefix: 'test:', deadlineUs: deadlineMs * 1e3 };
      const caching = await startUnderLoad(origin.url, { mode, redis });
      // It bears the same noise of this machine.
      const stateless = await startUnderLoad(origin.url, { mode: 'stateless' });

      // No deadline can be kept better than this machine keeps its timers.
      const lateness = startTimerProbe(deadlineMs);
      const added: number[] = [];
      const recoveries: number[] = [];
      // Whatever else the machine does only ever adds, so that the least of a few says most of the gateway.
      while (
        added.length < mostRounds &&
        !(least(added) <= mostAddedMs && least(recoveries) <= mostRecoveryMs)
      ) {
        await untilRecord(caching, isHit);
        const span = await during([caching, stateless], course, () => fault.begin(hands));
        await fault.end(hands);
        const waits = [untilRecord(caching, isHit), untilStoredAgain(hands.redis)];
        recoveries.push(Math.max(...(await Promise.all(waits))));
        const p99 = (records: Parameters<typeof p99Ms>[0]): number => p99Ms(startedWithin(records, span));
        added.push(p99(caching.records) - p99(stateless.records) - p99(lateness));
      }
      await Promise.all([caching.stop(), stateless.stop()]);

      expect(caching.records.filter(({ status, isOwnBody }) => status !== 200 || !isOwnBody)).toEqual([]);
      expect(least(added)).toBeLessThanOrEqual(mostAddedMs);
      expect(least(recoveries)).toBeLessThanOrEqual(mostRecoveryMs);
    },
  );
});

/** How long after now Redis holds more than it does now, in ms. */
async function untilStoredAgain(redis: Redis): Promise<number> {
  const sinceMs = performance.now();
  const before = await redis.dbsize();
  while ((await redis.dbsize()) <= before) await sleep(10);
  return performance.now() - sinceMs;
}

function least(values: readonly number[]): number {
  return Math.min(...values);
}
