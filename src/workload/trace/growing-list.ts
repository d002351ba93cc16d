/** Unsigned 32-bit numbers, appended one at a time; takes four to eight bytes for each. */
export class GrowingList {
  #numbers = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = value;
    this.#length += 1;
  }

  /** A copy of exactly what was pushed. */
  toArray(): Uint32Array {
    return this.#numbers.slice(0, this.#length);
  }
}
