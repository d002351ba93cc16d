import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Redis } from 'ioredis';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { GatewayChanges } from '../support/a-gateway.ts';
import type { Answered } from '../support/http-client.ts';
import { always } from '../support/programmable-origin.ts';
import { type RedisServer, redisMissing, startRedisServer } from '../support/redis-server.ts';
import { cacheStatus, startRig } from '../support/running-gateway.ts';
import { startTcpShim } from '../support/tcp-shim.ts';

const deadlineUs = 100_000;
const answer = always({ 'cache-control': 'max-age=60' });

function redisAt(url: string, keyPrefix = `${randomUUID()}:`): GatewayChanges {
  return { mode: 'redis', redis: { url, keyPrefix, deadlineUs } };
}

describe('a gateway in mode redis whose server is not there', () => {
  it('starts, answers every request from the origin, and counts what failed', async () => {
    const { ask, gateway, origin } = await startRig(answer, redisAt('redis://127.0.0.1:1'));
    for (let each = 0; each < 20; each++) {
      expect(cacheStatus(await ask('/a'))).toBe('fwd=uri-miss; fwd-status=200; stored');
    }
    expect(origin.seen).toHaveLength(20);
    expect(gateway.report().storeErrors).toBeGreaterThanOrEqual(20);
    expect(gateway.report().stored).toBeUndefined();
  });
});

describe.skipIf(redisMissing !== undefined)('a gateway in mode redis', () => {
  let server: RedisServer;

  beforeEach(async () => {
    server = await startRedisServer();
    return () => server.close();
  });

  async function connect(): Promise<Redis> {
    const redis = new Redis(server.url);
    onTestFinished(() => redis.disconnect());
    return redis;
  }

  /** How often the server has carried out a command since it was started. */
  async function callsOf(command: string): Promise<number> {
    const redis = await connect();
    const counts = await redis.info('commandstats');
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(counts)?.[1]);
  }

  /** Requests until one is a hit again. */
  async function hitAgain(ask: () => Promise<Answered>): Promise<void> {
    await expect.poll(async () => cacheStatus(await ask()), { timeout: 10_000 }).toMatch(/^hit/);
  }

  it('goes on without a server that is killed, and with it when it is back', async () => {
    const { ask, gateway } = await startRig(answer, redisAt(server.url));
    await ask('/a');
    expect(cacheStatus(await ask('/a'))).toMatch(/^hit/);
    await server.kill();
    for (let each = 0; each < 10; each++) {
      expect(await ask(`/${each}`)).toMatchObject({ status: 200, body: 'body' });
    }
    expect(gateway.report().storeErrors).toBeGreaterThanOrEqual(10);
    await server.restart();
    await hitAgain(() => ask('/a'));
  });

  it('goes on without a server that is frozen, at most a few of its requests waiting for it', async () => {
    const { ask, gateway } = await startRig(answer, redisAt(server.url));
    await ask('/a');
    server.freeze();
    for (let each = 0; each < 200; each++) {
      expect(await ask('/a')).toMatchObject({ status: 200, body: 'body' });
    }
    expect(gateway.report().storeErrors).toBeGreaterThanOrEqual(200);
    server.thaw();
    await hitAgain(() => ask('/a'));
    // The server has now carried out all that it was sent meanwhile, so it knows how many of them asked it.
    expect(await callsOf('get')).toBeLessThan(100);
  });

  it('lets one request wait for a frozen server, and none behind it', async () => {
    const slow = redisAt(server.url);
    const { ask } = await startRig(answer, { ...slow, redis: { ...slow.redis, deadlineUs: 400_000 } });
    await ask('/a');
    server.freeze();
    const sinceMs = performance.now();
    for (let each = 0; each < 20; each++) await ask(`/${each}`);
    const tookMs = performance.now() - sinceMs;
    server.thaw();
    expect(tookMs).toBeGreaterThanOrEqual(390);
    // Four deadlines would have passed before the breaker opens.
    expect(tookMs).toBeLessThan(1400);
  });

  it('makes no request wait longer than the deadline in all, however often it has to ask', async () => {
    const shim = await startTcpShim(Number(new URL(server.url).port));
    onTestFinished(() => shim.close());
    const { ask, gateway } = await startRig(always({ 'cache-control': 'max-age=60', vary: 'accept' }), {
      mode: 'redis',
      redis: { url: `redis://127.0.0.1:${shim.port}`, keyPrefix: 'slow:', deadlineUs: 500_000 },
    });
    await ask('/a', { headers: { accept: 'x' } });
    // Each reply takes most of the deadline, and a miss would ask three times: for index, variant and lease.
    shim.delayMs = 200;
    const sinceMs = performance.now();
    expect((await ask('/a', { headers: { accept: 'y' } })).status).toBe(200);
    const tookMs = performance.now() - sinceMs;
    expect(tookMs).toBeGreaterThanOrEqual(390);
    expect(tookMs).toBeLessThan(780);
    expect(gateway.report().storeErrors).toBeGreaterThan(0);
  });

  it('does not serve what was written over while the server was frozen', async () => {
    const { ask, origin } = await startRig(answer, redisAt(server.url));
    await ask('/a');
    server.freeze();
    origin.answer = always({ 'cache-control': 'max-age=60' }, 'new');
    for (let each = 0; each < 6; each++) await ask(`/${each}`);
    expect((await ask('/a', { method: 'PUT' })).status).toBe(200);
    server.thaw();
    await hitAgain(() => ask('/b'));
    expect((await ask('/a')).body).toBe('new');
  });

  it('answers a write only once it knows whether the server has thrown out what it changed', async () => {
    const { ask, gateway } = await startRig(answer, redisAt(server.url));
    server.freeze();
    expect((await ask('/a', { method: 'PUT' })).status).toBe(200);
    expect(gateway.report().storeErrors).toBe(1);
  });

  it('touches no key but those of its own prefix, each with an expiry', async () => {
    const redis = await connect();
    await redis.set('somebody else', 'untouched');
    const { ask, gateway } = await startRig(answer, redisAt(server.url, 'mine:'));
    for (const path of ['/a', '/b', '/c']) await ask(path);
    await ask('/c', { method: 'DELETE' });
    await gateway.stop();
    const keys = (await redis.keys('*')).filter((key) => key !== 'somebody else');
    expect(keys.filter((key) => key.startsWith('mine:r'))).toHaveLength(2);
    expect(await redis.get('somebody else')).toBe('untouched');
    for (const key of keys) {
      expect(key).toMatch(/^mine:/);
      expect(await redis.pttl(key)).toBeGreaterThan(0);
      if (key.startsWith('mine:r')) expect(await redis.pttl(key)).toBeLessThanOrEqual(120_000);
    }
  });

  it('takes bytes that it did not write, or of another type, for a miss', async () => {
    const redis = await connect();
    const { ask, gateway } = await startRig(answer, redisAt(server.url, 'mine:'));
    await ask('/a');
    await hitAgain(() => ask('/a'));
    const [key = ''] = await redis.keys('mine:r*');
    await redis.set(key, 'somebody else’s bytes');
    expect(cacheStatus(await ask('/a'))).toMatch(/^fwd=uri-miss/);
    expect(gateway.report().storeErrors).toBe(0);
    await hitAgain(() => ask('/a'));

    await redis.del(key);
    await redis.lpush(key, 'a list');
    expect(await ask('/a')).toMatchObject({ status: 200, body: 'body' });
    expect(gateway.report().storeErrors).toBe(1);
  });

  it('shares what it stored with other gateways of the same prefix', async () => {
    const shared = redisAt(server.url, 'shared:');
    const first = await startRig(answer, shared);
    await first.ask('/a');
    const routes = [{ method: '*', path: '/{path...}', origin: first.origin.url }];
    const second = await startRig(answer, { ...shared, routes });
    expect(cacheStatus(await second.ask('/a'))).toMatch(/^hit/);
    await second.ask('/a', { method: 'PUT' });
    expect(cacheStatus(await first.ask('/a'))).toMatch(/^fwd=uri-miss/);
  });
});
