import { noSlot } from '../eviction/key-index.ts';
import type { Stored } from '../model/stored.ts';
import { ActiveExpiry } from './active-expiry.ts';
import type { SimulatedCache } from './simulated-cache.ts';

/** As in gateway/store/redis-fills.ts. */
const fenceUs = 300e6;

export interface RedisCacheOptions {
  /** Its keys: resources, and from `resources` on the fences of these. */
  readonly cache: SimulatedCache;
  /** All are below. */
  readonly resources: number;
  /** Whether fences take room, as they do where bytes are counted. */
  readonly weighsFences: boolean;
  readonly nowUs: () => number;
}

/**
 * What Redis holds: answers, which it throws out when they are of no use any more, soon after or at the latest when they are asked
 * for; and fences (gateway/store/fill-scripts.ts), which take room and are evicted like answers.
 */
export class RedisCache {
  readonly #cache: SimulatedCache;
  readonly #resources: number;
  readonly #weighsFences: boolean;
  readonly #nowUs: () => number;
  readonly #expiry: ActiveExpiry;

  constructor({ cache, resources, weighsFences, nowUs }: RedisCacheOptions) {
    this.#cache = cache;
    this.#resources = resources;
    this.#weighsFences = weighsFences;
    this.#nowUs = nowUs;
    this.#expiry = new ActiveExpiry(cache);
  }

  /** The slot of what is stored of a resource, or −1. It is the resource's only until something else is stored or thrown out. */
  find(resource: number): number {
    const nowUs = this.#nowUs();
    this.#expiry.advance(nowUs);
    const slot = this.#cache.find(resource);
    if (slot === noSlot || this.#cache.usefulUntilUs(slot) > nowUs) return slot;
    this.#cache.remove(slot);
    return noSlot;
  }

  touch(slot: number): void {
    this.#cache.touch(slot);
  }

  read(slot: number): Stored {
    return this.#cache.read(slot);
  }

  bodyBytes(slot: number): number {
    return this.#cache.bodyBytes(slot);
  }

  /** Stores an answer in place of what is stored of its resource, after evicting what is in its way. */
  keep(resource: number, stored: Stored): void {
    this.#cache.overwrite(resource, stored);
  }

  /** Somebody is about to ask a backend for the resource. */
  raiseFence(resource: number): void {
    if (!this.#weighsFences) return;
    this.#cache.overwrite(this.#resources + resource, { ...fence, usefulUntilUs: this.#nowUs() + fenceUs });
  }

  /** Whether the fence still stands, so that what was asked for behind it may be kept. */
  hasFence(resource: number): boolean {
    if (!this.#weighsFences) return true;
    const slot = this.find(this.#resources + resource);
    if (slot !== noSlot) this.touch(slot);
    return slot !== noSlot;
  }

  invalidate(resource: number): void {
    this.#cache.invalidate(resource);
    this.#cache.invalidate(this.#resources + resource);
  }

  clear(): void {
    this.#cache.clear();
  }

  /** Fences included. */
  get size(): number {
    return this.#cache.size;
  }

  get bytes(): number {
    return this.#cache.bytes;
  }
}

const fence: Stored = {
  route: 0,
  bornAtUs: 0,
  lifetimeUs: 0,
  usefulUntilUs: 0,
  status: 0,
  bodyBytes: 0,
  writes: 0,
  changes: 0,
  fetchUs: 0,
};
