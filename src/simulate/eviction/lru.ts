import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

/** Least recently used: what was asked for longest ago goes. After R. L. Mattson et al., IBM Systems Journal 9 (1970). */
export class Lru implements EvictionPolicy {
  readonly entries: Entries;
  readonly #order: SlotList;
  readonly #capacity: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#order = new SlotList(mostEntries);
  }

  touch(slot: number): void {
    this.#order.renew(slot);
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    while (this.entries.weight + weight > this.#capacity) this.remove(this.#order.oldest);
    const slot = this.entries.add(key, weight);
    this.#order.push(slot);
    return slot;
  }

  remove(slot: number): void {
    this.#order.remove(slot);
    this.entries.remove(slot);
  }
}
