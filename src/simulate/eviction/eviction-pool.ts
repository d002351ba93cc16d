const mostKeys = 16;

/**
 * The keys that deserved eviction most of all those sampled lately, as Redis has kept them since 3.0 (`evictionPoolPopulate` in
 * evict.c). A key is judged once, when it is sampled: what happens to it afterwards changes nothing, it may be in the pool
 * twice, and it stays when it is no longer stored.
 */
export class EvictionPool {
  /** By score, the least first. */
  readonly #keys = new Uint32Array(mostKeys);
  readonly #scores = new Float64Array(mostKeys);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Takes in a key unless 16 others score more; of equals, the newcomer counts for less. */
  offer(key: number, score: number): void {
    let place = 0;
    while (place < this.#length && (this.#scores[place] as number) < score) place += 1;
    if (this.#length < mostKeys) {
      this.#keys.copyWithin(place + 1, place, this.#length);
      this.#scores.copyWithin(place + 1, place, this.#length);
      this.#length += 1;
    } else {
      if (place === 0) return;
      place -= 1;
      this.#keys.copyWithin(0, 1, place + 1);
      this.#scores.copyWithin(0, 1, place + 1);
    }
    this.#keys[place] = key;
    this.#scores[place] = score;
  }

  /** Takes out the key with the highest score; there must be one. */
  take(): number {
    this.#length -= 1;
    return this.#keys[this.#length] as number;
  }
}
