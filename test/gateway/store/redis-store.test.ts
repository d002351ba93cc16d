import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { placement, type StartedStore, startStores } from './redis-stores.ts';

type Pair = readonly [StartedStore, StartedStore];

describe.skipIf(redisMissing !== undefined)('RedisStore', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer();
    return () => server.close();
  });

  const startPair = async (): Promise<Pair> => (await startStores(server.url, 2)) as unknown as Pair;

  function connect(): Redis {
    const redis = new Redis(server.url);
    onTestFinished(() => redis.disconnect());
    return redis;
  }

  it('gives what another keeps', async () => {
    const [one, other] = await startPair();
    await one.keep('/a', '"a"');
    expect(await other.etagOf('/a')).toBe('"a"');
  });

  it('does not keep what was asked for before another gateway heard of a write', async () => {
    const [one, other] = await startPair();
    await one.keep('/a', '"old"');
    const slow = await one.store.begin('/a', '/a', {});
    expect(await other.store.invalidate('/a')).toBe(true);
    expect(await slow.keep([placement('"old"')])).toBe('refused');
    expect(await other.etagOf('/a')).toBeUndefined();
    await one.keep('/a', '"new"');
    expect(await other.etagOf('/a')).toBe('"new"');
  });

  it('does not keep it although others have kept newer answers since', async () => {
    const [one, other] = await startPair();
    const slow = await one.store.begin('/a', '/a', {});
    await other.store.invalidate('/a');
    await other.keep('/a', '"new"');
    expect(await slow.keep([placement('"old"')])).toBe('refused');
    expect(await other.etagOf('/a')).toBe('"new"');
  });

  it('does not keep it where the server has lost its fence', async () => {
    const [one] = await startPair();
    const slow = await one.store.begin('/a', '/a', {});
    await connect().flushall();
    expect(await slow.keep([placement('"old"')])).toBe('refused');
  });

  it('keeps an index and a variant together or not at all', async () => {
    const [one, other] = await startPair();
    const slow = await one.store.begin('/a', '/a', {});
    await other.store.invalidate('/a');
    await slow.keep([placement('"index"'), placement('"variant"', 'v:1:a')]);
    expect(await other.store.get('/a', 'v:1:a')).toBeUndefined();
    const next = await one.store.begin('/a', '/a', {});
    await next.keep([placement('"index"'), placement('"variant"', 'v:1:a')]);
    expect(await other.store.get('/a', 'v:1:a')).toMatchObject({ etag: '"variant"' });
    const last = await one.store.begin('/a', '/a', {});
    await last.keep([{ variant: 'v:1:a', record: undefined, usefulForUs: 0 }]);
    expect(await other.store.get('/a', 'v:1:a')).toBeUndefined();
  });

  it('knows its scripts in a server that has forgotten them', async () => {
    const [one] = await startPair();
    await one.keep('/a', '"a"');
    await connect().script('FLUSH');
    await Promise.all(['/b', '/c', '/d'].map((key) => one.keep(key, '"b"')));
    expect(await one.etagOf('/d')).toBe('"b"');
    expect(one.counters.storeErrors).toBe(0);
  });

  it('says at once that a script cannot be sent, and sends it when it can', async () => {
    const own = await startRedisServer();
    onTestFinished(() => own.close());
    const [one] = (await startStores(own.url, 1)) as [StartedStore];
    await own.kill();
    const begun = await Promise.all(['/a', '/b', '/c'].map((key) => one.store.begin(key, key, {})));
    expect(begun.map(({ elsewhere }) => elsewhere)).toEqual([undefined, undefined, undefined]);
    expect(await begun[0]?.keep([placement('"a"')])).toBe('lost');
    expect(await one.store.invalidate('/a')).toBe(false);
    await own.restart();
    await expect
      .poll(() => one.keep('/a', '"a"').then(() => one.etagOf('/a')), { timeout: 5000 })
      .toBe('"a"');
  });

  it('tells others of a write, as soon as it can, of which the server was not there to be told', async () => {
    const own = await startRedisServer();
    onTestFinished(() => own.close());
    const [one, other] = (await startStores(own.url, 2, {
      redis: { deadlineUs: 50_000 },
    })) as unknown as Pair;
    await one.keep('/a', '"old"');
    await one.keep('/b', '"old"');
    own.freeze();
    // The first is on its way, the second is not even sent.
    expect(await one.store.invalidate('/a')).toBe(false);
    expect(await one.store.invalidate('/b')).toBe(false);
    own.thaw();
    await expect.poll(() => other.etagOf('/b'), { timeout: 5000 }).toBeUndefined();
    await expect.poll(() => other.etagOf('/a'), { timeout: 5000 }).toBeUndefined();
  });

  it('opens where the server lets it subscribe but run no scripts, and finds nothing', async () => {
    const own = await startRedisServer();
    onTestFinished(() => own.close());
    const redis = new Redis(own.url);
    onTestFinished(() => redis.disconnect());
    await redis.acl('SETUSER', 'default', '-@scripting');
    const [one] = (await startStores(own.url, 1)) as [StartedStore];
    expect(await one.etagOf('/a')).toBeUndefined();
    expect((await one.store.begin('/a', '/a', {})).elsewhere).toBeUndefined();
  });

  it('goes on reading from a server that is full', async () => {
    const own = await startRedisServer();
    onTestFinished(() => own.close());
    const [one] = (await startStores(own.url, 1)) as [StartedStore];
    await one.keep('/a', '"a"');
    const begun = await one.store.begin('/late', '/late', {});
    const redis = new Redis(own.url);
    onTestFinished(() => redis.disconnect());
    await redis.config('SET', 'maxmemory', '1');
    for (let each = 0; each < 10; each++) await one.keep(`/${each}`, '"b"');
    expect(await begun.keep([placement('"late"')])).toBe('lost');
    expect(one.counters.storeErrors).toBe(11);
    expect(await one.etagOf('/a')).toBe('"a"');
    // Which takes no room.
    expect(await one.store.invalidate('/a')).toBe(true);
    expect(await one.etagOf('/a')).toBeUndefined();
  });
});
