import { Redis } from 'ioredis';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { placement, type StartedStore, startStores } from './redis-stores.ts';

type Pair = readonly [StartedStore, StartedStore];

describe.skipIf(redisMissing !== undefined)('TieredStore', () => {
  let server: RedisServer;
  beforeEach(async () => {
    server = await startRedisServer();
    return () => server.close();
  });

  const startPair = async (): Promise<Pair> => {
    const changes = { mode: 'tiered', redis: { deadlineUs: 200_000 } } as const;
    return (await startStores(server.url, 2, changes)) as unknown as Pair;
  };

  function connect(): Redis {
    const redis = new Redis(server.url);
    onTestFinished(() => redis.disconnect());
    return redis;
  }

  const isNear = ({ store }: StartedStore, key: string): boolean => !(store.get(key) instanceof Promise);

  it('answers from memory at once, once it has looked into Redis', async () => {
    const [one, other] = await startPair();
    await one.keep('/a', '"a"');
    expect([isNear(one, '/a'), isNear(other, '/a')]).toEqual([true, false]);
    expect(await other.etagOf('/a')).toBe('"a"');
    expect(other.store.get('/a')).toMatchObject({ etag: '"a"' });
  });

  it('throws its copy out when another writes to the URL, or keeps something else', async () => {
    const [one, other] = await startPair();
    await one.keep('/a', '"a"');
    await other.etagOf('/a');
    await one.keep('/a', '"b"');
    await expect.poll(() => other.etagOf('/a')).toBe('"b"');
    expect(await one.store.invalidate('/a')).toBe(true);
    await expect.poll(() => other.etagOf('/a')).toBeUndefined();
  });

  it('throws out its copy of a variant that another has replaced', async () => {
    const [one, other] = await startPair();
    const keep = async (etag: string) =>
      (await one.store.begin('/a', '/a', {})).keep([placement('"index"'), placement(etag, 'v:1')]);
    const etag = async () => ((await other.store.get('/a', 'v:1')) as { etag?: string } | undefined)?.etag;
    await keep('"a"');
    expect(await etag()).toBe('"a"');
    await keep('"b"');
    await expect.poll(etag).toBe('"b"');
  });

  it('does not keep a copy that was on its way while another wrote to the URL', async () => {
    const [one, other] = await startPair();
    await one.keep('/a', '"a"');
    // The read is carried out before the write, and its reply is heard after it.
    const reading = other.store.get('/a') as Promise<unknown>;
    const redis = connect();
    await redis.publish(await channel(redis), JSON.stringify({ kind: 'invalidated', from: 'x', key: '/a' }));
    await reading;
    // Whichever came first, the copy is gone.
    await expect.poll(() => isNear(other, '/a')).toBe(false);
  });

  it('keeps what Redis has refused in no place', async () => {
    const [one, other] = await startPair();
    const slow = await one.store.begin('/a', '/a', {});
    await other.store.invalidate('/a');
    await slow.keep([placement('"old"')]);
    expect(await one.etagOf('/a')).toBeUndefined();
  });

  it('goes on with what it has while Redis is away, and with what it is given', async () => {
    const [one] = await startPair();
    await one.keep('/a', '"a"');
    await server.kill();
    expect(await one.etagOf('/a')).toBe('"a"');
    await one.keep('/b', '"b"');
    expect(await one.etagOf('/b')).toBe('"b"');
    expect(await one.store.invalidate('/a')).toBe(false);
    expect(await one.etagOf('/a')).toBeUndefined();
  });

  it('empties its memory before it believes anything again', async () => {
    const [one, other] = await startPair();
    await one.keep('/a', '"a"');
    await one.keep('/b', '"b"');
    await other.etagOf('/a');
    const redis = connect();
    await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    // Neither can hear of it.
    await redis.unlink(...(await redis.keys('*r{/a}')));
    await expect.poll(() => other.etagOf('/a'), { timeout: 5000 }).toBeUndefined();
    await expect.poll(() => other.etagOf('/b'), { timeout: 5000 }).toBe('"b"');
  });

  it('does not keep what was asked for before it could hear again', async () => {
    const [one] = await startPair();
    await server.kill();
    const slow = await one.store.begin('/a', '/a', {});
    await server.restart();
    await expect
      .poll(() => one.keep('/b', '"b"').then(() => one.etagOf('/b')), { timeout: 5000 })
      .toBe('"b"');
    await expect.poll(() => slow.isOutdated(), { timeout: 5000 }).toBe(true);
    await slow.keep([placement('"old"')]);
    expect(await one.etagOf('/a')).toBeUndefined();
  });

  it('notices a connection that is dead without having been closed', async () => {
    const [one, other] = await startPair();
    await one.keep('/a', '"a"');
    await other.etagOf('/a');
    server.freeze();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(await other.etagOf('/a')).toBe('"a"');
    server.thaw();
    // It has joined anew, and emptied its memory.
    await expect.poll(() => other.store.usage(), { timeout: 3000 }).toEqual({ entries: 0, bytes: 0 });
    expect(await other.etagOf('/a')).toBe('"a"');
  });

  async function channel(redis: Redis): Promise<string> {
    const [name] = (await redis.pubsub('CHANNELS')) as string[];
    return name ?? '';
  }
});
