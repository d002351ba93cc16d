/** Invalidations that may not have reached the server are remembered one by one, up to this many. */
const mostOwed = 10_000;

/**
 * Invalidations that a server on the other side of a network may not have heard of. What they concern is not read until
 * a later one of the same key has reached it; the success of an earlier one says nothing.
 */
export class OwedInvalidations {
  /** By key, the number of the invalidation that failed. */
  readonly #owed = new Map<string, number>();
  readonly #nowUs: () => number;
  #issued = 0;
  /** When the last failed that is not remembered by its key; µs since 1970. */
  #distrustedUntilUs = Number.NEGATIVE_INFINITY;

  /** The clock by which responses age; µs since 1970. */
  constructor(nowUs: () => number) {
    this.#nowUs = nowUs;
  }

  /** Every key that is owed. */
  get keys(): readonly string[] {
    return [...this.#owed.keys()];
  }

  /** The number of an invalidation that is about to be sent. */
  next(): number {
    this.#issued += 1;
    return this.#issued;
  }

  failed(key: string, number: number): void {
    const before = this.#owed.get(key);
    if (before === undefined && this.#owed.size >= mostOwed) this.#distrustedUntilUs = this.#nowUs();
    else this.#owed.set(key, Math.max(before ?? 0, number));
  }

  succeeded(key: string, number: number): void {
    const owed = this.#owed.get(key);
    if (owed !== undefined && owed <= number) this.#owed.delete(key);
  }

  has(key: string): boolean {
    return this.#owed.size > 0 && this.#owed.has(key);
  }

  /** Whether a response of this age may be older than an invalidation that is not remembered. */
  distrusts(bornAtUs: number): boolean {
    return bornAtUs <= this.#distrustedUntilUs;
  }
}
