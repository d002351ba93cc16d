/** In place of a slot, where there is none. */
export const noSlot = -1;

/** Where a key is kept: a slot for each key that has one. */
export interface KeyIndex {
  /** `noSlot` for a key that has none. */
  get(key: number): number;
  set(key: number, slot: number): void;
  delete(key: number): void;
}

/** A place for every key from 0 to `keys` − 1: fastest, at four bytes a key. */
export class DenseIndex implements KeyIndex {
  readonly #slots: Int32Array;

  constructor(keys: number) {
    this.#slots = new Int32Array(keys).fill(noSlot);
  }

  get(key: number): number {
    return this.#slots[key] as number;
  }

  set(key: number, slot: number): void {
    this.#slots[key] = slot;
  }

  delete(key: number): void {
    this.#slots[key] = noSlot;
  }
}

/**
 * Room for so many keys of any number below 2³² − 1: what many caches need that each hold few of very many keys. Open
 * addressing with linear probing, at most half full; a deletion moves those after it up, so there are no tombstones (Knuth,
 * The Art of Computer Programming 3, 6.4, algorithm R).
 */
export class HashIndex implements KeyIndex {
  readonly #keys: Uint32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(mostKeys: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * mostKeys)));
    this.#keys = new Uint32Array(size);
    this.#slots = new Int32Array(size).fill(noSlot);
    this.#mask = size - 1;
  }

  get(key: number): number {
    return this.#slots[this.#placeOf(key)] as number;
  }

  set(key: number, slot: number): void {
    const place = this.#placeOf(key);
    this.#keys[place] = key;
    this.#slots[place] = slot;
  }

  delete(key: number): void {
    let hole = this.#placeOf(key);
    if (this.#slots[hole] === noSlot) return;
    const mask = this.#mask;
    for (let place = (hole + 1) & mask; this.#slots[place] !== noSlot; place = (place + 1) & mask) {
      const home = this.#homeOf(this.#keys[place] as number);
      // It may move up only as far as where its search begins.
      if (((place - home) & mask) < ((place - hole) & mask)) continue;
      this.#keys[hole] = this.#keys[place] as number;
      this.#slots[hole] = this.#slots[place] as number;
      hole = place;
    }
    this.#slots[hole] = noSlot;
  }

  /** That of the key, or the free one where it would go. */
  #placeOf(key: number): number {
    let place = this.#homeOf(key);
    while (this.#slots[place] !== noSlot && this.#keys[place] !== key) place = (place + 1) & this.#mask;
    return place;
  }

  /** Fibonacci hashing (Knuth, ibid.), its better high bits folded in. */
  #homeOf(key: number): number {
    const hash = Math.imul(key, 0x9e3779b1);
    return (hash ^ (hash >>> 15)) & this.#mask;
  }
}
