import type { Random } from '../../support/random.ts';
import type { Room } from './eviction-policy.ts';
import { type Merit, RedisSampling } from './redis-sampling.ts';

/** `LFU_INIT_VAL` in server.h: a new entry has some credit, else it would go before it could be asked for again. */
const countAtFirst = 5;
const mostCount = 255;
/** Redis's default `lfu-log-factor`. */
const logFactor = 10;
/** Redis's default `lfu-decay-time`, 1 minute. */
const decayTimeUs = 60e6;

/**
 * Redis's `allkeys-lfu`: a count of 8 bits for each entry that rises the less likely the higher it is, so that 255 stands for
 * about a million requests, and falls by one for each minute that passes until it is asked for again (`LFULogIncr` and
 * `LFUDecrAndReturn` in evict.c). That the clock begins anew after 45 days is left out.
 */
export function createRedisLfu(room: Room): RedisSampling {
  return new RedisSampling(room, new LogarithmicCount(room));
}

class LogarithmicCount implements Merit {
  readonly #counts: Uint8Array;
  readonly #countedAt: Uint32Array;
  readonly #random: Random;
  readonly #nowUs: () => number;

  constructor({ mostEntries, random, nowUs }: Room) {
    this.#counts = new Uint8Array(mostEntries);
    this.#countedAt = new Uint32Array(mostEntries);
    this.#random = random;
    this.#nowUs = nowUs;
  }

  start(slot: number): void {
    this.#counts[slot] = countAtFirst;
    this.#countedAt[slot] = this.#nowPeriods();
  }

  renew(slot: number): void {
    const count = this.#countNow(slot);
    const raised = Math.max(0, count - countAtFirst);
    const isCounted = count < mostCount && this.#random() < 1 / (raised * logFactor + 1);
    this.#counts[slot] = isCounted ? count + 1 : count;
    this.#countedAt[slot] = this.#nowPeriods();
  }

  idleness(slot: number): number {
    return mostCount - this.#countNow(slot);
  }

  #countNow(slot: number): number {
    const passed = this.#nowPeriods() - (this.#countedAt[slot] as number);
    return Math.max(0, (this.#counts[slot] as number) - passed);
  }

  /** Redis too counts the minutes that have begun, not those since. */
  #nowPeriods(): number {
    return Math.floor(this.#nowUs() / decayTimeUs);
  }
}
