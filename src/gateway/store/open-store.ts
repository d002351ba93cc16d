import { UsageError } from '../../support/errors.ts';
import type { GatewayConfig } from '../messages.ts';
import { LocalPurgeLog } from '../purge/purge-log.ts';
import { MemoryStore } from './memory-store.ts';
import { connectRedis } from './redis-client.ts';
import { RedisStore } from './redis-store.ts';
import type { Store, StoreCounters } from './store.ts';
import { TieredStore } from './tiered-store.ts';

/** What a store needs besides its configuration. */
interface Surroundings {
  readonly counters: StoreCounters;
  /** µs since 1970. */
  readonly nowUs: () => number;
}

type Opener = (config: GatewayConfig, surroundings: Surroundings) => Promise<Store | undefined>;

/** The store of each mode; none in mode `stateless`. */
const openers: Readonly<Record<GatewayConfig['mode'], Opener>> = {
  stateless: async () => undefined,
  memory: async ({ cache }, { counters, nowUs }) =>
    new MemoryStore(cache.maxSizeBytes, new LocalPurgeLog(nowUs), counters),
  redis: async (config, surroundings) => {
    const store = await connectStore(config, surroundings);
    await store.open();
    return store;
  },
  tiered: async (config, surroundings) => {
    const far = await connectStore(config, surroundings);
    const near = new MemoryStore(config.cache.maxSizeBytes, far.purges, surroundings.counters);
    const store = new TieredStore(near, far);
    await store.open();
    return store;
  },
};

export function openStore(config: GatewayConfig, surroundings: Surroundings): Promise<Store | undefined> {
  return openers[config.mode](config, surroundings);
}

async function connectStore(config: GatewayConfig, { counters, nowUs }: Surroundings): Promise<RedisStore> {
  const { mode, redis: server, cache } = config;
  if (server === undefined) throw new UsageError(`Mode ${mode} needs the URL of a Redis server.`);
  const deadlineMs = Math.max(1, Math.round(server.deadlineUs / 1e3));
  const [redis, subscriber] = await Promise.all([connectRedis(server.url), connectRedis(server.url)]);
  const options = { keyPrefix: server.keyPrefix, deadlineMs, collapse: cache.collapse, nowUs };
  return new RedisStore({ redis, subscriber }, options, counters);
}
