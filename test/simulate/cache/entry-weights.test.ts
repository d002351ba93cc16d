import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startBackend } from '../../../src/backend/start-backend.ts';
import { startGateway } from '../../../src/gateway/start-gateway.ts';
import type { Backend } from '../../../src/scenario/scenario.ts';
import {
  logBytes,
  redisBytes,
  redisFenceBytes,
  redisRecordBytes,
} from '../../../src/simulate/cache/entry-weights.ts';
import { headBytesOf, keyLength } from '../../../src/simulate/cache/record-bytes.ts';
import { aBackend } from '../../support/a-backend.ts';
import { aGateway, type GatewayChanges } from '../../support/a-gateway.ts';
import { aRoute } from '../../support/a-route.ts';
import { aScenario } from '../../support/a-scenario.ts';
import { aStored } from '../../support/a-stored.ts';
import { ask } from '../../support/http-client.ts';
import { redisMissing, startRedisServer } from '../../support/redis-server.ts';

const headers = { 'Cache-Control': 'public, max-age=60', 'X-Team': 'catalogue' };
const route = aRoute('GET /products/{id}', { headers });

interface Rig {
  readonly bodyBytes: number;
  readonly backend?: Partial<Pick<Backend, 'etag' | 'lastModified' | 'errorRatio'>>;
  readonly gateway?: GatewayChanges;
}

/** A simulated backend with a gateway before it, and how many bytes the model says that the gateway stores of an answer. */
async function start({ bodyBytes, backend: changes = {}, gateway: settings = {} }: Rig) {
  const backend = await startBackend(
    aBackend({
      bodyBytes: { kind: 'constant', value: bodyBytes },
      routes: [{ method: 'GET', path: '/products/{id}', headers }],
      ...changes,
    }),
  );
  const gateway = await startGateway(aGateway(backend.origin, settings));
  onTestFinished(async () => {
    await gateway.stop();
    await backend.stop();
  });
  const headBytes = headBytesOf(route, { ...(aScenario().backends[0] as Backend), ...changes });
  return { gateway, recordBytes: (status = 200) => headBytes(aStored({ status, bodyBytes })) + bodyBytes };
}

/** To 4 bytes, because the backend's time that its answer tells may take a digit more. */
describe('what the model says that an entry weighs', () => {
  it.each([
    [0, {}],
    [7, { etag: false }],
    [1024, { lastModified: false }],
    [123_456, { etag: false, lastModified: false }],
  ])('is what a gateway says of a body of %i bytes, with %j', async (bodyBytes, backend) => {
    const { gateway, recordBytes } = await start({ bodyBytes, backend });
    for (const target of ['/products/7', '/products/123456?page=2']) {
      const before = gateway.report().stored?.bytes ?? 0;
      await ask(gateway.origin, target);
      const stored = (gateway.report().stored?.bytes ?? 0) - before;
      expect(Math.abs(stored - logBytes(keyLength(target), recordBytes()))).toBeLessThanOrEqual(4);
    }
  });

  it('is what a gateway says of a stored error', async () => {
    const { gateway, recordBytes } = await start({
      bodyBytes: 18,
      backend: { errorRatio: 1 },
      gateway: { cache: { negative: { 500: 60e6 } } },
    });
    await ask(gateway.origin, '/products/7');
    const stored = gateway.report().stored?.bytes ?? 0;
    expect(Math.abs(stored - logBytes(keyLength('/products/7'), recordBytes(500)))).toBeLessThanOrEqual(4);
  });
});

describe.skipIf(redisMissing !== undefined)('what the model says that an entry weighs in Redis', () => {
  const memoryOf = async (redis: Redis): Promise<number> =>
    Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);

  it('is what the server says of a string, and what the tables take that lead to it', async () => {
    const server = await startRedisServer();
    const redis = new Redis(server.url);
    onTestFinished(async () => {
      redis.disconnect();
      await server.close();
    });
    const lengths = [
      [40, 30],
      [80, 44],
      [81, 45],
      [90, 300],
      [64, 1400],
      [100, 5000],
      [300, 70_000],
    ] as const;
    for (const [name, value] of lengths) {
      await redis.set('x'.repeat(name), Buffer.alloc(value), 'PX', 60_000);
      const usage = Number(await redis.call('MEMORY', 'USAGE', 'x'.repeat(name)));
      // An entry of 24 bytes among the keys, where 32 are allocated for it; one among the expiries; buckets.
      expect(redisBytes(name, value)).toBe(usage + 8 + 32 + 24);
    }
  });

  it('is what a gateway makes it use, fences included', async () => {
    const server = await startRedisServer();
    const redis = new Redis(server.url);
    onTestFinished(async () => {
      redis.disconnect();
      await server.close();
    });
    const { gateway, recordBytes } = await start({
      bodyBytes: 1500,
      gateway: { mode: 'redis', redis: { url: server.url, keyPrefix: 'gatebench:2026-11-24T03-00-00:1:' } },
    });
    const targets = Array.from({ length: 800 }, (_, number) => `/products/${100 + number}`);
    await ask(gateway.origin, '/products/1');
    const before = await memoryOf(redis);
    for (const target of targets) await ask(gateway.origin, target);
    const perTarget = ((await memoryOf(redis)) - before) / targets.length;
    const length = keyLength(targets[0] as string);
    const expected = redisRecordBytes(length, recordBytes()) + redisFenceBytes(length);
    expect(Math.abs(perTarget / expected - 1)).toBeLessThan(0.03);
  });
});
