/** Whole numbers, first in, first out. */
export class Ring {
  #items = new Int32Array(16);
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: number): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[(this.#first + this.#length) & (this.#items.length - 1)] = item;
    this.#length += 1;
  }

  /** Not to be called when it is empty. */
  shift(): number {
    const item = this.#items[this.#first] as number;
    this.#first = (this.#first + 1) & (this.#items.length - 1);
    this.#length -= 1;
    return item;
  }

  #grow(): void {
    const items = new Int32Array(2 * this.#length);
    for (let index = 0; index < this.#length; index++) {
      items[index] = this.#items[(this.#first + index) & (this.#items.length - 1)] as number;
    }
    this.#items = items;
    this.#first = 0;
  }
}
