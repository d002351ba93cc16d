import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { Ghosts } from './ghosts.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

/**
 * 2Q: what is new waits in a queue (A1in), and what is asked for again after it left that queue goes into an LRU (Am). T. Johnson,
 * D. Shasha, 2Q: A Low Overhead High Performance Buffer Management Replacement Algorithm, VLDB 1994, the full version, with the
 * sizes that they recommend: Kin a quarter of the capacity, and Kout, what is remembered of the keys that left the queue (A1out),
 * as many as would fill half of it. Both are shares of the weight where entries weigh differently.
 */
export class TwoQ implements EvictionPolicy {
  readonly entries: Entries;
  readonly #a1in: SlotList;
  readonly #am: SlotList;
  readonly #a1out: Ghosts;
  readonly #isInA1in: Uint8Array;
  #a1inWeight = 0;
  readonly #kin: number;
  readonly #capacity: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.#kin = Math.floor(capacity / 4);
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#a1in = new SlotList(mostEntries);
    this.#am = new SlotList(mostEntries);
    this.#a1out = new Ghosts(Math.floor(capacity / 2), { mostEntries, createIndex });
    this.#isInA1in = new Uint8Array(mostEntries);
  }

  touch(slot: number): void {
    if (this.#isInA1in[slot] === 0) this.#am.renew(slot);
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    // Asked before the reclaiming, which may forget it.
    const wasInA1out = this.#a1out.forget(key);
    while (this.entries.weight + weight > this.#capacity) this.#reclaim();
    const slot = this.entries.add(key, weight);
    this.#isInA1in[slot] = wasInA1out ? 0 : 1;
    if (wasInA1out) {
      this.#am.push(slot);
    } else {
      this.#a1in.push(slot);
      this.#a1inWeight += weight;
    }
    return slot;
  }

  remove(slot: number): void {
    if (this.#isInA1in[slot] === 0) {
      this.#am.remove(slot);
    } else {
      this.#a1in.remove(slot);
      this.#a1inWeight -= this.entries.weightIn(slot);
    }
    this.entries.remove(slot);
  }

  /** The paper's reclaimfor. Am may be empty before A1in exceeds Kin only where entries weigh differently. */
  #reclaim(): void {
    if (this.#a1inWeight > this.#kin || this.#am.length === 0) {
      const slot = this.#a1in.oldest;
      this.#a1out.remember(this.entries.keyIn(slot), this.entries.weightIn(slot));
      this.remove(slot);
    } else {
      this.remove(this.#am.oldest);
    }
  }
}
