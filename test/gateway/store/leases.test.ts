import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { placement, type StartedStore, startStores } from './redis-stores.ts';

const isSettled = Symbol('settled');

/** Whether it settles within this time. */
async function settlesWithin(ms: number, waited: Promise<void> | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  const first = await Promise.race([waited?.then(() => isSettled), late]);
  clearTimeout(timer);
  return first === isSettled;
}

describe.skipIf(redisMissing !== undefined)('a fill while another gateway asks for the same', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer();
    return () => server.close();
  });

  type Pair = readonly [StartedStore, StartedStore];
  const startPair = async (changes = {}): Promise<Pair> =>
    (await startStores(server.url, 2, changes)) as unknown as Pair;

  it('waits until that has kept its answer', async () => {
    const [leader, follower] = await startPair();
    const leading = await leader.store.begin('/a', '/a', {});
    expect(leading.elsewhere).toBeUndefined();
    const { elsewhere } = await follower.store.begin('/a', '/a', {});
    // Longer than a lease lives that nobody renews.
    expect(await settlesWithin(1500, elsewhere)).toBe(false);
    await leading.keep([placement('"a"')]);
    await elsewhere;
    expect(await follower.etagOf('/a')).toBe('"a"');
  });

  it('waits until that has given up', async () => {
    const [leader, follower] = await startPair();
    const leading = await leader.store.begin('/a', '/a', {});
    const { elsewhere } = await follower.store.begin('/a', '/a', {});
    leading.abandon();
    await elsewhere;
    const next = await follower.store.begin('/a', '/a', { mayWait: false });
    expect(next.elsewhere).toBeUndefined();
    // Now this one leads.
    expect((await leader.store.begin('/a', '/a', {})).elsewhere).toBeDefined();
  });

  it('waits until that is dead, which is known after about a second', async () => {
    const [leader, follower] = await startPair();
    await leader.store.begin('/a', '/a', {});
    const { elsewhere } = await follower.store.begin('/a', '/a', {});
    leader.store.close();
    expect(await settlesWithin(3000, elsewhere)).toBe(true);
  });

  it('hears of it at once where looking would take longer', async () => {
    const [leader, follower] = await startPair();
    const leading = await leader.store.begin('/a', '/a', {});
    const { elsewhere } = await follower.store.begin('/a', '/a', {});
    await settlesWithin(400, elsewhere);
    const redis = new Redis(server.url);
    onTestFinished(() => redis.disconnect());
    const looks = async () =>
      Number(/cmdstat_exists:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0);
    const before = await looks();
    leading.abandon();
    await elsewhere;
    expect((await looks()) - before).toBeLessThanOrEqual(1);
  });

  it('does not wait for an answer that will not be stored because of a write', async () => {
    const [leader, follower] = await startPair();
    await leader.store.begin('/a', '/a', {});
    await follower.store.invalidate('/a');
    expect((await follower.store.begin('/a', '/a', {})).elsewhere).toBeUndefined();
  });

  it('does not wait for an answer to another request', async () => {
    const [leader, follower] = await startPair();
    await leader.store.begin('/a', '/a accept x', {});
    expect((await follower.store.begin('/a', '/a accept y', {})).elsewhere).toBeUndefined();
  });

  it('does not wait where it was told not to, or where nothing is collapsed', async () => {
    const [leader, follower] = await startPair();
    await leader.store.begin('/a', '/a', {});
    expect((await follower.store.begin('/a', '/a', { mayWait: false })).elsewhere).toBeUndefined();
    const apart = await startPair({ cache: { collapse: false } });
    for (const { store } of apart) expect((await store.begin('/a', '/a', {})).elsewhere).toBeUndefined();
  });

  it('goes on at once where Redis cannot be asked any more', async () => {
    const own = await startRedisServer();
    onTestFinished(() => own.close());
    const changes = { redis: { deadlineUs: 50_000 } };
    const [leader, follower] = (await startStores(own.url, 2, changes)) as unknown as Pair;
    await leader.store.begin('/a', '/a', {});
    const { elsewhere } = await follower.store.begin('/a', '/a', {});
    own.freeze();
    expect(await settlesWithin(1000, elsewhere)).toBe(true);
    own.thaw();
  });

  it('does not wait with more than a thousand others', async () => {
    const [leader, follower] = await startPair();
    await leader.store.begin('/a', '/a', {});
    const begun = await Promise.all(Array.from({ length: 1001 }, () => follower.store.begin('/a', '/a', {})));
    expect(begun.filter(({ elsewhere }) => elsewhere === undefined)).toHaveLength(1);
  });
});
