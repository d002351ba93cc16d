import { UsageError } from '../../support/errors.ts';
import type { KeyIndex } from './key-index.ts';

/**
 * What a cache stores: keys and weights in slots from 0 to `mostEntries` − 1. Which slot a policy keeps in which order is its own.
 *
 * Arrays are as long as they can ever need to be; a system gives memory only for what of them is used, so nothing is written in
 * advance.
 */
export class Entries {
  readonly #index: KeyIndex;
  readonly #keys: Uint32Array;
  readonly #weights: Float64Array;
  /** Slots that were given back. */
  readonly #free: Int32Array;
  #freeCount = 0;
  #usedSlots = 0;
  #size = 0;
  #weight = 0;

  constructor(mostEntries: number, index: KeyIndex) {
    this.#index = index;
    this.#keys = new Uint32Array(mostEntries);
    this.#weights = new Float64Array(mostEntries);
    this.#free = new Int32Array(mostEntries);
  }

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** What they weigh together. */
  get weight(): number {
    return this.#weight;
  }

  /** All slots below have been in use at some time, and none from this on. */
  get usedSlots(): number {
    return this.#usedSlots;
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

  /**
   * Gives a slot to a key that has none.
   * @throws UsageError where more entries are stored than there are slots
   */
  add(key: number, weight: number): number {
    if (this.#size === this.#keys.length) {
      throw new UsageError(
        `A simulated cache can hold ${this.#size} entries, and one more was to be stored.`,
        {
          hint: 'Simulate a smaller maxSize, or fewer keys.',
        },
      );
    }
    const slot = this.#freeCount === 0 ? this.#usedSlots++ : (this.#free[--this.#freeCount] as number);
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
    this.#free[this.#freeCount++] = slot;
  }
}
