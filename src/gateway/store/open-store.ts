import { UsageError } from '../../support/errors.ts';
import type { GatewayConfig } from '../messages.ts';
import { MemoryStore } from './memory-store.ts';
import { connectRedis } from './redis-client.ts';
import { RedisStore } from './redis-store.ts';
import type { Store, StoreCounters } from './store.ts';

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
  memory: async ({ cache }, { counters }) => new MemoryStore(cache.maxSizeBytes, counters),
  tiered: async () => {
    throw new UsageError('Mode tiered is not built yet.');
  },
  redis: async ({ redis }, { counters, nowUs }) => {
    if (redis === undefined) throw new UsageError('Mode redis needs the URL of a Redis server.');
    const deadlineMs = Math.max(1, Math.round(redis.deadlineUs / 1e3));
    const client = await connectRedis(redis.url);
    return new RedisStore(client, { keyPrefix: redis.keyPrefix, deadlineMs, nowUs }, counters);
  },
};

export function openStore(config: GatewayConfig, surroundings: Surroundings): Promise<Store | undefined> {
  return openers[config.mode](config, surroundings);
}
