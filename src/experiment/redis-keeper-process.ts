import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { probeRunQueue } from '../measure/run-queue-probe.ts';
import { serveParent } from '../support/parent-link.ts';
import { loopback } from './loopback.ts';
import type { RedisKeeperCalls } from './redis-messages.ts';
import { type RedisUsage, readRedisUsage } from './redis-usage.ts';
import { type RedisServer, startRedisServer } from './start-redis-server.ts';

/**
 * A Redis server does not notice when the run that started it is killed. This process does: its channel closes, it
 * exits, and takes the server with it. When the server dies first, this process dies of it, so the trial hears.
 */
let running:
  | {
      readonly server: RedisServer;
      readonly client: Redis;
      readonly usageAtReset: RedisUsage;
      /** Since the reset. */
      readonly runQueueUs: () => number | undefined;
    }
  | undefined;
const folder = mkdtempSync(join(tmpdir(), 'gatebench-redis-'));

process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

serveParent<RedisKeeperCalls>({
  async start({ executable, maxmemoryPolicy }) {
    const server = await startRedisServer(executable, { folder, maxmemoryPolicy });
    server.died.then((lastWords) => {
      console.error(lastWords);
      process.exit(1);
    });
    const client = new Redis({
      host: loopback,
      port: server.port,
      lazyConnect: true,
      retryStrategy: () => null,
    });
    client.on('error', () => {});
    await client.connect();
    await withoutHistograms(client);
    running = { server, client, ...(await watch(server, client)) };
    return { url: `redis://${loopback}:${server.port}/0`, version: server.version, pid: server.pid, folder };
  },

  async bound(maxSizeBytes) {
    const { client } = started();
    // Redis counts its own footprint and each connection's buffers too: the bound is for what is stored on top of them.
    const { usedBytes } = await readRedisUsage(client);
    await client.config('SET', 'maxmemory', String(usedBytes + maxSizeBytes));
  },

  async flush() {
    await started().client.flushall();
  },

  async reset() {
    const { server, client } = started();
    running = { server, client, ...(await watch(server, client)) };
  },

  async report() {
    const { server, client, usageAtReset, runQueueUs } = started();
    const now = await readRedisUsage(client);
    return {
      pid: server.pid,
      wallUs: Math.round(now.atUs - usageAtReset.atUs),
      cpuUs: Math.round(now.cpuUs - usageAtReset.cpuUs),
      rssBytes: now.rssBytes,
      peakRssBytes: Math.max(usageAtReset.rssBytes, now.rssBytes),
      runQueueUs: runQueueUs(),
    };
  },
});

/**
 * Since version 7 Redis keeps a histogram of 17 KB for each kind of command, made when the first of a kind comes: after its memory was
 * bound, at the cost of what is stored.
 */
async function withoutHistograms(client: Redis): Promise<void> {
  // Earlier versions have neither histograms nor the setting.
  await client.config('SET', 'latency-tracking', 'no').catch(() => {});
}

async function watch(server: RedisServer, client: Redis) {
  return { usageAtReset: await readRedisUsage(client), runQueueUs: probeRunQueue(server.pid) };
}

function started() {
  if (running === undefined) throw new Error('the Redis server was not started');
  return running;
}
