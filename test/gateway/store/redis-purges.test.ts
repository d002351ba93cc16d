import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { everythingName, mostPurgedNames, tagName } from '../../../src/gateway/purge/purge-table.ts';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { type StartedStore, startStores } from './redis-stores.ts';

const keyPrefix = 'p:';

describe.skipIf(redisMissing !== undefined)('purges in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer();
    return () => server.close();
  });

  async function start(count: number, url = server.url, deadlineUs = 2e6) {
    return (await startStores(url, count, { redis: { keyPrefix, deadlineUs } })) as readonly StartedStore[] &
      readonly [StartedStore, StartedStore, StartedStore];
  }

  function connect(url = server.url): Redis {
    const redis = new Redis(url);
    onTestFinished(() => redis.disconnect());
    return redis;
  }

  /** When something with this tag was purged last, of what was asked for after `purgesKnown`. */
  function purgedAt({ store }: StartedStore, tag: string, purgesKnown: number) {
    return store.purges.table.purgedAt({ key: 'k', url: 'u', response: { purgesKnown, tags: [tag] } });
  }

  const latest = ({ store }: StartedStore): number => store.purges.table.latest;

  it('are heard of by every gateway, and learnt of by those that come later', async () => {
    const [one, other] = await start(2);
    const before = latest(one);
    expect(await one.store.purges.purge([tagName('a')], false)).toBe(true);
    expect(await one.store.purges.purge([tagName('b')], true)).toBe(true);
    await expect.poll(() => latest(other)).toBe(latest(one));
    const [later] = await start(1);
    for (const each of [one, other, later]) {
      expect(purgedAt(each, 'a', before).hard).toBeGreaterThan(before);
      expect(purgedAt(each, 'a', before).soft).toBe(0);
      expect(purgedAt(each, 'b', before)).toEqual({ hard: 0, soft: latest(one) });
      expect(purgedAt(each, 'c', before)).toEqual({ hard: 0, soft: 0 });
    }
  });

  it('are numbered upwards by the time, also in a server that has lost everything', async () => {
    const [one] = await start(1);
    await one.store.purges.purge([tagName('a')], false);
    const before = latest(one);
    expect(before).toBeGreaterThan(Date.now() * 1e3 - 60e6);
    await connect().flushall();
    await one.store.purges.purge([tagName('a')], false);
    expect(latest(one)).toBeGreaterThan(before);
  });

  it('count as purges of everything where Redis has lost the record of them', async () => {
    const [one] = await start(1);
    await one.store.purges.purge([tagName('a')], false);
    const before = latest(one);
    await connect().del(`${keyPrefix}{purges}`);
    const [later] = await start(1);
    expect(purgedAt(later, 'whatever', before).hard).toBeGreaterThan(before);
    await expect.poll(() => purgedAt(one, 'whatever', before).hard).toBe(latest(later));
    expect(await connect().zrange(`${keyPrefix}{purges}`, '0', '-1')).toEqual([`h${everythingName}`]);
  });

  it('are remembered in bounds, beyond which all that is as old counts as purged', async () => {
    const [one] = await start(1);
    await one.store.purges.purge([tagName('first')], false);
    const first = latest(one);
    const names = Array.from({ length: mostPurgedNames }, (_, at) => tagName(`${at}`));
    for (let at = 0; at < names.length; at += 1000) {
      await one.store.purges.purge(names.slice(at, at + 1000), false);
    }
    expect(await connect().zcard(`${keyPrefix}{purges}`)).toBe(mostPurgedNames);
    const [later] = await start(1);
    expect(purgedAt(later, 'unnamed', first - 1).hard).toBeGreaterThanOrEqual(first);
    expect(purgedAt(later, 'unnamed', latest(one)).hard).toBe(0);
  });

  it('are not made where Redis cannot be told', async () => {
    const own = await startRedisServer();
    onTestFinished(() => own.close());
    const [one] = await start(1, own.url, 50_000);
    const before = latest(one);
    own.freeze();
    expect(await one.store.purges.purge([everythingName], false)).toBe(false);
    expect(purgedAt(one, 'a', before - 1).hard).toBe(before);
    own.thaw();
  });

  it('are learnt of before anything is read again after a time in which they could not be heard', async () => {
    const [one, other] = await start(2);
    await one.keep('/a', '"a"');
    const before = latest(other);
    expect(await other.etagOf('/a')).toBe('"a"');
    // As if the network had been cut for the one that listens.
    const redis = connect();
    const purge = one.store.purges.purge([tagName('t')], false);
    await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await purge;
    await expect.poll(() => other.etagOf('/a'), { timeout: 5000 }).toBe('"a"');
    expect(purgedAt(other, 't', before).hard).toBe(latest(one));
  });
});
