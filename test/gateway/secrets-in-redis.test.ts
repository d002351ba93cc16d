import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { always } from '../support/programmable-origin.ts';
import { type RedisServer, redisMissing, startRedisServer } from '../support/redis-server.ts';
import { isHit, startRig } from '../support/running-gateway.ts';

describe.skipIf(redisMissing !== undefined)('What is kept in Redis', () => {
  let server: RedisServer;
  let client: Redis;

  beforeAll(async () => {
    server = await startRedisServer();
    client = new Redis(server.url);
  });

  afterAll(async () => {
    client.disconnect();
    await server.close();
  });

  const sessionInKey = { sortQuery: false, stripQuery: [], headers: [], cookies: ['session'] };

  it.each([
    ['varies on Cookie', { vary: 'cookie' }, 'cookie', undefined],
    ['varies on Authorization', { vary: 'authorization' }, 'authorization', undefined],
    ['has a cookie in its key', {}, 'cookie', sessionInKey],
  ])('tells no secret of a request whose answer %s', async (_, fields, field, key) => {
    await client.flushall();
    const { ask } = await startRig(always({ 'cache-control': 'public, max-age=60', ...fields }), {
      mode: 'redis',
      redis: { url: server.url },
      route: { key },
    });
    const asking = (secret: string) => ({ headers: { [field]: `session=${secret}` } });
    await ask('/a', asking('SECRET'));
    await expect.poll(async () => isHit(await ask('/a', asking('SECRET')))).toBe(true);
    const keys = await client.keys('*');
    expect(keys.length).toBeGreaterThan(1);
    expect(keys.join()).not.toContain('SECRET');
    for (const name of keys) {
      if ((await client.type(name)) === 'string')
        expect(String(await client.getBuffer(name))).not.toContain('SECRET');
    }
    expect(isHit(await ask('/a', asking('OTHER')))).toBe(false);
  });
});
