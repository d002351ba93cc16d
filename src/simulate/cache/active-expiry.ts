import type { SimulatedCache } from './simulated-cache.ts';

/** Redis's default `hz`, 10: how often a second it looks for what has expired. */
const cycleUs = 100e3;
/** `ACTIVE_EXPIRE_CYCLE_KEYS_PER_LOOP` in expire.c. */
const keysPerLoop = 20;
/** `ACTIVE_EXPIRE_CYCLE_ACCEPTABLE_STALE`: with so small a share of expired keys among those it looked at, a cycle ends. */
const acceptableShare = 0.1;

/**
 * How Redis throws out what has expired though nobody asks for it: ten times a second it looks at the next 20 of its keys that
 * expire, and at 20 more as long as over a tenth of those it just looked at had expired (`activeExpireCycle` in expire.c, since
 * version 6). That a cycle ends after a quarter of its time is left out.
 */
export class ActiveExpiry {
  readonly #cache: SimulatedCache;
  #nextCycleAtUs = cycleUs;
  #cursor = 0;

  constructor(cache: SimulatedCache) {
    this.#cache = cache;
  }

  /** Does what was to be done by now. */
  advance(nowUs: number): void {
    for (; this.#nextCycleAtUs <= nowUs; this.#nextCycleAtUs += cycleUs) this.#cycle(this.#nextCycleAtUs);
  }

  #cycle(nowUs: number): void {
    const { usedSlots } = this.#cache;
    for (let left = usedSlots; left > 0; ) {
      let [seen, expired] = [0, 0];
      for (; left > 0 && seen < keysPerLoop; left--) {
        this.#cursor = this.#cursor + 1 < usedSlots ? this.#cursor + 1 : 0;
        if (!this.#cache.isInUse(this.#cursor)) continue;
        seen += 1;
        if (this.#cache.usefulUntilUs(this.#cursor) > nowUs) continue;
        this.#cache.remove(this.#cursor);
        expired += 1;
      }
      if (expired <= seen * acceptableShare) return;
    }
  }
}
