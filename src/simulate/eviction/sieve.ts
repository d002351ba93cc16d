import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

/**
 * SIEVE: entries stay in the order of their insertion; a hand goes over them from the oldest to the newest, spares once who was
 * asked for since it last came by, and evicts the first who was not. Y. Zhang et al., NSDI 2024, algorithm 1.
 */
export class Sieve implements EvictionPolicy {
  readonly entries: Entries;
  readonly #order: SlotList;
  readonly #visited: Uint8Array;
  readonly #capacity: number;
  #hand: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#order = new SlotList(mostEntries);
    this.#visited = new Uint8Array(mostEntries);
    this.#hand = this.#order.end;
  }

  touch(slot: number): void {
    this.#visited[slot] = 1;
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    while (this.entries.weight + weight > this.#capacity) this.remove(this.#victim());
    const slot = this.entries.add(key, weight);
    this.#visited[slot] = 0;
    this.#order.push(slot);
    return slot;
  }

  remove(slot: number): void {
    if (slot === this.#hand) this.#hand = this.#order.newerThan(slot);
    this.#order.remove(slot);
    this.entries.remove(slot);
  }

  /** Leaves the hand on it, so that its removal moves the hand on. */
  #victim(): number {
    const { end, oldest } = this.#order;
    if (this.#hand === end) this.#hand = oldest;
    while (this.#visited[this.#hand] === 1) {
      this.#visited[this.#hand] = 0;
      this.#hand = this.#order.newerThan(this.#hand);
      if (this.#hand === end) this.#hand = oldest;
    }
    return this.#hand;
  }
}
