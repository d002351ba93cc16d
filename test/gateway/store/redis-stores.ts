import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openStore } from '../../../src/gateway/store/open-store.ts';
import type { RedisStore } from '../../../src/gateway/store/redis-store.ts';
import type { KeptResponse, Store, StoreCounters } from '../../../src/gateway/store/store.ts';
import { aGateway, type GatewayChanges } from '../../support/a-gateway.ts';
import { receivedAtUs } from '../http-cache/a-stored-response.ts';
import { aKeptResponse } from './a-kept-response.ts';

export interface StartedStore {
  readonly store: RedisStore;
  readonly counters: StoreCounters;
  /** The store as of one gateway: keeps a response with this entity tag, and gives that of what it finds. */
  keep(key: string, etag: string): Promise<void>;
  etagOf(key: string): Promise<string | undefined>;
}

/** The stores of so many gateways on one Redis, closed when the test is over. */
export async function startStores(
  url: string,
  count: number,
  changes: GatewayChanges = {},
): Promise<readonly StartedStore[]> {
  const keyPrefix = `${randomUUID()}:`;
  const config = aGateway('http://127.0.0.1:1', {
    mode: 'redis',
    ...changes,
    redis: { url, keyPrefix, ...changes.redis },
  });
  return Promise.all(Array.from({ length: count }, () => startStore(config)));
}

async function startStore(config: Parameters<typeof openStore>[0]): Promise<StartedStore> {
  const counters = { evictions: 0, storeErrors: 0 };
  const store = (await openStore(config, { counters, nowUs: () => receivedAtUs })) as Store as RedisStore;
  onTestFinished(() => store.close());
  return {
    store,
    counters,
    keep: async (key, etag) => {
      const ticket = await store.begin(key, key, {});
      await ticket.keep([placement(etag)]);
    },
    etagOf: async (key) => ((await store.get(key)) as KeptResponse | undefined)?.etag,
  };
}

export function placement(etag: string, variant?: string) {
  return { variant, record: aKeptResponse(['etag', etag]), usefulForUs: 60e6 };
}
