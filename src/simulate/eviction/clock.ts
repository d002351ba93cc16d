import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

/**
 * CLOCK, or second chance: as FIFO, but the oldest is spared and becomes the newest if it was asked for since it was stored or
 * last spared. F. J. Corbató, A Paging Experiment with the Multics System (1969), with one bit of use. The order of a clock's
 * hand over a ring is that of a queue into which the spared are put again.
 */
export class Clock implements EvictionPolicy {
  readonly entries: Entries;
  readonly #order: SlotList;
  readonly #isUsed: Uint8Array;
  readonly #capacity: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#order = new SlotList(mostEntries);
    this.#isUsed = new Uint8Array(mostEntries);
  }

  touch(slot: number): void {
    this.#isUsed[slot] = 1;
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    while (this.entries.weight + weight > this.#capacity) this.remove(this.#victim());
    const slot = this.entries.add(key, weight);
    this.#isUsed[slot] = 0;
    this.#order.push(slot);
    return slot;
  }

  remove(slot: number): void {
    this.#order.remove(slot);
    this.entries.remove(slot);
  }

  #victim(): number {
    while (this.#isUsed[this.#order.oldest] === 1) {
      this.#isUsed[this.#order.oldest] = 0;
      this.#order.renew(this.#order.oldest);
    }
    return this.#order.oldest;
  }
}
