import { Entries } from './entries.ts';
import type { Room } from './eviction-policy.ts';
import { SlotList } from './slot-list.ts';

/**
 * Keys of entries that were evicted and what these weighed, in the order of their eviction. There are never more of them than
 * entries can be stored; of what there is no room for, the oldest is forgotten first.
 */
export class Ghosts {
  readonly #entries: Entries;
  readonly #order: SlotList;
  readonly #capacity: number;
  readonly #mostEntries: number;

  /** `capacity`: the most that they may weigh together. */
  constructor(capacity: number, { mostEntries, createIndex }: Pick<Room, 'mostEntries' | 'createIndex'>) {
    this.#capacity = capacity;
    this.#mostEntries = mostEntries;
    this.#entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#order = new SlotList(mostEntries);
  }

  get size(): number {
    return this.#entries.size;
  }

  get weight(): number {
    return this.#entries.weight;
  }

  /** The key must not be remembered already. */
  remember(key: number, weight: number): void {
    if (weight > this.#capacity) return;
    while (this.size === this.#mostEntries || this.weight + weight > this.#capacity) this.forgetOldest();
    this.#order.push(this.#entries.add(key, weight));
  }

  /** Whether the key was remembered. */
  forget(key: number): boolean {
    const slot = this.#entries.find(key);
    if (slot < 0) return false;
    this.#remove(slot);
    return true;
  }

  /** There must be one. */
  forgetOldest(): void {
    this.#remove(this.#order.oldest);
  }

  #remove(slot: number): void {
    this.#order.remove(slot);
    this.#entries.remove(slot);
  }
}
