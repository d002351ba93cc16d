import { type Eviction, isRedisEviction } from './evictions.ts';
import type { Mode } from './scenario.ts';

/** What the two stores of a strategy evict by; undefined: as the real one does. */
export interface StoreEvictions {
  readonly memory: Eviction | undefined;
  readonly redis: Eviction | undefined;
}

/** Where there is Redis behind memory, a policy that is one store's own is meant for that, and any other for both. */
export function storeEvictions(mode: Mode, eviction: Eviction | undefined): StoreEvictions {
  if (mode !== 'tiered' || eviction === undefined) return { memory: eviction, redis: eviction };
  return {
    memory: isRedisEviction(eviction) ? undefined : eviction,
    redis: eviction === 'gateway-memory' ? undefined : eviction,
  };
}
