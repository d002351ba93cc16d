import { describe, expect, it } from 'vitest';
import { RedisStore } from '../../../src/gateway/store/redis-store.ts';
import type { StoredRecord } from '../../../src/gateway/store/store.ts';
import { aStoredResponse, receivedAtUs } from '../http-cache/a-stored-response.ts';

const second = 1e6;
const old = aStoredResponse(['etag', '"old"']);

/** A Redis in memory whose commands carry themselves out when the test says so, in their order, or fail at once. */
function startFakeRedis() {
  const held = new Map<string, Buffer>();
  const waiting: (() => void)[] = [];
  const redis = { isDown: false, isSlow: false, commands: 0 };
  const command = <T>(work: () => T): Promise<T> => {
    redis.commands += 1;
    if (redis.isDown) return Promise.reject(new Error('down'));
    return new Promise((resolve) => {
      if (redis.isSlow) waiting.push(() => resolve(work()));
      else resolve(work());
    });
  };
  return Object.assign(redis, {
    answer: () => {
      for (const carryOut of waiting.splice(0)) carryOut();
    },
    getBuffer: (key: string) => command(() => held.get(key) ?? null),
    set: (key: string, bytes: Buffer) => command(() => held.set(key, bytes) && 'OK'),
    unlink: (key: string) => command(() => Number(held.delete(key))),
  });
}

/** A store on such a server, at a time that the test sets. */
function startStore() {
  const redis = startFakeRedis();
  const clock = { nowUs: receivedAtUs };
  const counters = { evictions: 0, storeErrors: 0 };
  const options = { keyPrefix: 'p:', deadlineMs: 60_000, nowUs: () => clock.nowUs };
  const store = new RedisStore(redis as never, options, counters);
  const etagOf = async (key: string) => etag(await store.get(key));
  const set = (key: string, record: StoredRecord) => store.set(key, record, 60 * second);
  const openBreaker = async () => {
    redis.isDown = true;
    for (let failures = 0; failures < 5; failures++) await store.get('/another');
  };
  return { store, redis, clock, counters, etagOf, set, openBreaker };
}

function etag(record: StoredRecord | undefined): string | undefined {
  return record?.kind === 'response' ? record.etag : record?.kind;
}

/** A turn of the event loop, in which all that is settled is heard. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('RedisStore', () => {
  it('does not read a record that it could not delete, although an older write of it succeeds later', async () => {
    const { store, redis, etagOf, set, openBreaker } = startStore();
    redis.isSlow = true;
    set('/a', old);
    await openBreaker();
    await store.delete('/a');
    Object.assign(redis, { isDown: false, isSlow: false });
    redis.answer();
    await turn();
    expect(await etagOf('/a')).toBeUndefined();
    expect(await etagOf('/a')).toBeUndefined();
  });

  it('does not read a record that it could not delete, although an older deletion succeeds later', async () => {
    const { store, redis, etagOf, set, openBreaker } = startStore();
    redis.isSlow = true;
    const older = store.delete('/a');
    set('/a', old);
    await openBreaker();
    await store.delete('/a');
    Object.assign(redis, { isDown: false, isSlow: false });
    redis.answer();
    await older;
    expect(await etagOf('/a')).toBeUndefined();
  });

  it('reads a record that was written after the deletion that failed, without deleting it', async () => {
    const { store, redis, etagOf, set } = startStore();
    set('/a', old);
    redis.isDown = true;
    await store.delete('/a');
    redis.isDown = false;
    set('/a', aStoredResponse(['etag', '"new"']));
    await turn();
    const { commands } = redis;
    expect(await etagOf('/a')).toBe('"new"');
    expect(redis.commands).toBe(commands + 1);
  });

  it('reads nothing older than a deletion that failed when too many are remembered already', async () => {
    const { store, redis, clock, etagOf, set, openBreaker } = startStore();
    set('/last', old);
    redis.isSlow = true;
    set('/another', old);
    await openBreaker();
    for (let key = 0; key < 10_000; key++) await store.delete(`/${key}`);
    clock.nowUs += second;
    await store.delete('/last');
    Object.assign(redis, { isDown: false, isSlow: false });
    // Closes the breaker.
    redis.answer();
    await turn();
    expect(await etagOf('/last')).toBeUndefined();
    expect(await etagOf('/another')).toBeUndefined();
    set('/last', { ...old, etag: '"new"', bornAtUs: clock.nowUs + 1 });
    expect(await etagOf('/last')).toBe('"new"');
  });

  it('counts what failed, and asks no more after five failures in a row', async () => {
    const { store, redis, counters, openBreaker } = startStore();
    await openBreaker();
    await store.get('/a');
    await store.delete('/a');
    store.set('/a', old, second);
    expect(counters.storeErrors).toBe(8);
    expect(redis.commands).toBe(5);
  });
});
