/** Slots in an order, each at most once: a doubly linked list in two arrays, in which all operations take constant time. */
export class SlotList {
  readonly #older: Int32Array;
  readonly #newer: Int32Array;
  /** Stands in the ring between the newest and the oldest: no slot has this number. */
  readonly end: number;
  #length = 0;

  constructor(mostEntries: number) {
    this.end = mostEntries;
    this.#older = new Int32Array(mostEntries + 1);
    this.#newer = new Int32Array(mostEntries + 1);
    this.#older[mostEntries] = mostEntries;
    this.#newer[mostEntries] = mostEntries;
  }

  get length(): number {
    return this.#length;
  }

  /** `end` when empty. */
  get oldest(): number {
    return this.#newer[this.end] as number;
  }

  /** `end` when empty. */
  get newest(): number {
    return this.#older[this.end] as number;
  }

  /** The next towards the newest; `end` after that. */
  newerThan(slot: number): number {
    return this.#newer[slot] as number;
  }

  /** The next towards the oldest; `end` after that. */
  olderThan(slot: number): number {
    return this.#older[slot] as number;
  }

  /** As the newest; it must not be in the list. */
  push(slot: number): void {
    this.insertAfter(this.newest, slot);
  }

  /** As the next newer than one that is in the list, or after `end` as the oldest; it must not be in the list itself. */
  insertAfter(older: number, slot: number): void {
    this.#link(older, slot);
    this.#length += 1;
  }

  remove(slot: number): void {
    this.#unlink(slot);
    this.#length -= 1;
  }

  /** Makes one that is in the list its newest. */
  renew(slot: number): void {
    this.#unlink(slot);
    this.#link(this.newest, slot);
  }

  #link(older: number, slot: number): void {
    const newer = this.#newer[older] as number;
    this.#older[slot] = older;
    this.#newer[slot] = newer;
    this.#newer[older] = slot;
    this.#older[newer] = slot;
  }

  #unlink(slot: number): void {
    const older = this.#older[slot] as number;
    const newer = this.#newer[slot] as number;
    this.#newer[older] = newer;
    this.#older[newer] = older;
  }
}
