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
  /** 0: none. So nothing need be written in advance, and a system gives memory only for keys that come near each other. */
  readonly #slotsPlusOne: Int32Array;

  constructor(keys: number) {
    this.#slotsPlusOne = new Int32Array(keys);
  }

  get(key: number): number {
    return (this.#slotsPlusOne[key] as number) - 1;
  }

  set(key: number, slot: number): void {
    this.#slotsPlusOne[key] = slot + 1;
  }

  delete(key: number): void {
    this.#slotsPlusOne[key] = 0;
  }
}

/** Places of an index that has just been made. */
const firstPlaces = 1024;

/**
 * Keys of any number below 2³² − 1: what many caches need that each hold few of very many keys. Open addressing with linear
 * probing, at most half full, doubled when it is; a deletion moves those after it up, so there are no tombstones (Knuth, The Art of
 * Computer Programming 3, 6.4, algorithm R).
 */
export class HashIndex implements KeyIndex {
  #keys: Uint32Array;
  #slots: Int32Array;
  #mask: number;
  #size = 0;

  /** `mostKeys`: no more will be in it at once, which spares room where that is few. */
  constructor(mostKeys: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(2, Math.min(firstPlaces, 2 * mostKeys))));
    this.#keys = new Uint32Array(places);
    this.#slots = new Int32Array(places).fill(noSlot);
    this.#mask = places - 1;
  }

  get(key: number): number {
    return this.#slots[this.#placeOf(key)] as number;
  }

  set(key: number, slot: number): void {
    const place = this.#placeOf(key);
    const isNew = this.#slots[place] === noSlot;
    this.#keys[place] = key;
    this.#slots[place] = slot;
    if (!isNew) return;
    this.#size += 1;
    if (2 * this.#size > this.#slots.length) this.#grow();
  }

  delete(key: number): void {
    let hole = this.#placeOf(key);
    if (this.#slots[hole] === noSlot) return;
    this.#size -= 1;
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

  #grow(): void {
    const [keys, slots] = [this.#keys, this.#slots];
    this.#keys = new Uint32Array(2 * keys.length);
    this.#slots = new Int32Array(2 * slots.length).fill(noSlot);
    this.#mask = this.#slots.length - 1;
    for (let at = 0; at < slots.length; at++) {
      if (slots[at] === noSlot) continue;
      const place = this.#placeOf(keys[at] as number);
      this.#keys[place] = keys[at] as number;
      this.#slots[place] = slots[at] as number;
    }
  }
}
