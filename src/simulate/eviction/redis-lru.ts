import type { Room } from './eviction-policy.ts';
import { type Merit, RedisSampling } from './redis-sampling.ts';

/** `LRU_CLOCK_RESOLUTION` in server.h. */
const tickUs = 1e6;

/**
 * Redis's `allkeys-lru`: an entry is as idle as it was last asked for long ago, in whole seconds by Redis's clock, so that of
 * those asked for in the same second anyone goes (`estimateObjectIdleTime` in evict.c). That the clock begins anew after 194
 * days is left out.
 */
export function createRedisLru(room: Room): RedisSampling {
  return new RedisSampling(room, new IdleTime(room));
}

class IdleTime implements Merit {
  readonly #askedAt: Uint32Array;
  readonly #nowUs: () => number;

  constructor({ mostEntries, nowUs }: Room) {
    this.#askedAt = new Uint32Array(mostEntries);
    this.#nowUs = nowUs;
  }

  start(slot: number): void {
    this.renew(slot);
  }

  renew(slot: number): void {
    this.#askedAt[slot] = this.#nowTicks();
  }

  idleness(slot: number): number {
    return this.#nowTicks() - (this.#askedAt[slot] as number);
  }

  #nowTicks(): number {
    return Math.floor(this.#nowUs() / tickUs);
  }
}
