import type { KeyIndex } from './key-index.ts';

/** What a cache stores: keys and weights in slots from 0 to `mostEntries` − 1. Which slot a policy keeps in which order is its own. */
export class Entries {
  readonly #index: KeyIndex;
  readonly #keys: Uint32Array;
  readonly #weights: Float64Array;
  readonly #free: Int32Array;
  #size = 0;
  #weight = 0;

  constructor(mostEntries: number, index: KeyIndex) {
    this.#index = index;
    this.#keys = new Uint32Array(mostEntries);
    this.#weights = new Float64Array(mostEntries);
    this.#free = new Int32Array(mostEntries).map((_, slot) => slot);
  }

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** What they weigh together. */
  get weight(): number {
    return this.#weight;
  }

  /** The key's slot, or `noSlot`. */
  find(key: number): number {
    return this.#index.get(key);
  }

  keyIn(slot: number): number {
    return this.#keys[slot] as number;
  }

  weightIn(slot: number): number {
    return this.#weights[slot] as number;
  }

  /** Gives a slot to a key that has none; there must be a free one. */
  add(key: number, weight: number): number {
    const slot = this.#free[this.#size] as number;
    this.#keys[slot] = key;
    this.#weights[slot] = weight;
    this.#index.set(key, slot);
    this.#size += 1;
    this.#weight += weight;
    return slot;
  }

  remove(slot: number): void {
    this.#index.delete(this.#keys[slot] as number);
    this.#size -= 1;
    this.#weight -= this.#weights[slot] as number;
    this.#free[this.#size] = slot;
  }
}
