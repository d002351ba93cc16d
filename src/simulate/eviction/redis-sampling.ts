import type { Random } from '../../support/random.ts';
import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { EvictionPool } from './eviction-pool.ts';
import { noSlot } from './key-index.ts';

/** Redis's default `maxmemory-samples`. */
const samples = 5;

/** What Redis notes with each entry, and reads again when it samples it. */
export interface Merit {
  /** An entry was stored in this slot. */
  start(slot: number): void;
  /** It was asked for. */
  renew(slot: number): void;
  /** The higher, the sooner it goes. */
  idleness(slot: number): number;
}

/**
 * How Redis evicts under `allkeys-lru` and `allkeys-lfu`: it keeps no order, but looks at five keys at a time, and evicts the
 * idlest of the pool in which the idlest of earlier samples wait (`performEvictions` in evict.c, version 7). The five are
 * neighbours from a random place on, as in Redis's hash table.
 *
 * Unlike Redis, which evicts before a command when an earlier one has filled its memory, it never stores more than its
 * capacity.
 */
export class RedisSampling implements EvictionPolicy {
  readonly entries: Entries;
  readonly #capacity: number;
  readonly #random: Random;
  readonly #merit: Merit;
  readonly #pool = new EvictionPool();
  /** The slots in use, in no order, and where among them each is. */
  readonly #slots: Int32Array;
  readonly #places: Int32Array;

  constructor({ capacity, mostEntries, createIndex, random }: Room, merit: Merit) {
    this.#capacity = capacity;
    this.#random = random;
    this.#merit = merit;
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#slots = new Int32Array(mostEntries);
    this.#places = new Int32Array(mostEntries);
  }

  touch(slot: number): void {
    this.#merit.renew(slot);
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    while (this.entries.weight + weight > this.#capacity) this.remove(this.#victim());
    const place = this.entries.size;
    const slot = this.entries.add(key, weight);
    this.#slots[place] = slot;
    this.#places[slot] = place;
    this.#merit.start(slot);
    return slot;
  }

  remove(slot: number): void {
    this.entries.remove(slot);
    const place = this.#places[slot] as number;
    const last = this.#slots[this.entries.size] as number;
    this.#slots[place] = last;
    this.#places[last] = place;
  }

  #victim(): number {
    for (;;) {
      this.#sample();
      while (!this.#pool.isEmpty) {
        const slot = this.entries.find(this.#pool.take());
        if (slot !== noSlot) return slot;
      }
    }
  }

  #sample(): void {
    const { entries } = this;
    let place = Math.floor(this.#random() * entries.size);
    for (let left = Math.min(samples, entries.size); left > 0; left--) {
      const slot = this.#slots[place] as number;
      this.#pool.offer(entries.keyIn(slot), this.#merit.idleness(slot));
      place = place + 1 === entries.size ? 0 : place + 1;
    }
  }
}
