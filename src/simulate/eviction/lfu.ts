import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { HashIndex, noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

/**
 * Least frequently used: what was asked for least often since it was stored goes, and of those the least recent. A key that
 * comes back begins anew, at 1.
 *
 * In constant time, after K. Shah, A. Mitra, D. Matani, An O(1) algorithm for implementing the LFU cache eviction scheme (2010).
 * Their list of frequencies, each with a list of its entries, is here one list of all entries, from those next to be evicted
 * on, and an index of where each frequency ends in it.
 */
export class Lfu implements EvictionPolicy {
  readonly entries: Entries;
  /** By frequency, and among equals from the least to the most recent. */
  readonly #order: SlotList;
  readonly #frequency: Uint32Array;
  /** The most recent slot of each frequency that there is. */
  readonly #newestOf: HashIndex;
  readonly #capacity: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#order = new SlotList(mostEntries);
    this.#frequency = new Uint32Array(mostEntries);
    this.#newestOf = new HashIndex(mostEntries);
  }

  touch(slot: number): void {
    const frequency = this.#frequency[slot] as number;
    const newestOfNext = this.#newestOf.get(frequency + 1);
    const older = newestOfNext === noSlot ? this.#newestOf.get(frequency) : newestOfNext;
    this.#leaveFrequency(slot, frequency);
    if (older !== slot) {
      this.#order.remove(slot);
      this.#order.insertAfter(older, slot);
    }
    this.#enterFrequency(slot, frequency + 1);
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    while (this.entries.weight + weight > this.#capacity) this.remove(this.#order.oldest);
    const slot = this.entries.add(key, weight);
    const newestOfFirst = this.#newestOf.get(1);
    this.#order.insertAfter(newestOfFirst === noSlot ? this.#order.end : newestOfFirst, slot);
    this.#enterFrequency(slot, 1);
    return slot;
  }

  remove(slot: number): void {
    this.#leaveFrequency(slot, this.#frequency[slot] as number);
    this.#order.remove(slot);
    this.entries.remove(slot);
  }

  #enterFrequency(slot: number, frequency: number): void {
    this.#frequency[slot] = frequency;
    this.#newestOf.set(frequency, slot);
  }

  #leaveFrequency(slot: number, frequency: number): void {
    if (this.#newestOf.get(frequency) !== slot) return;
    const older = this.#order.olderThan(slot);
    const isAlone = older === this.#order.end || this.#frequency[older] !== frequency;
    if (isAlone) this.#newestOf.delete(frequency);
    else this.#newestOf.set(frequency, older);
  }
}
