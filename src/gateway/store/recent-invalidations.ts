import { LRUCache } from 'lru-cache';

/** So many keys are remembered apart; of older ones only the latest invalidation among them. */
const mostKeys = 10_000;

/**
 * Which keys this process saw invalidated and in what order, so that an answer that was asked for before a write is not
 * kept after it. Counted and not timed, because clocks are too coarse and may be set back.
 */
export class RecentInvalidations {
  readonly #invalidatedAt: LRUCache<string, number>;
  #count = 0;
  #forgottenAt = 0;

  constructor() {
    this.#invalidatedAt = new LRUCache({
      max: mostKeys,
      dispose: (at, _key, reason) => {
        if (reason === 'evict') this.#forgottenAt = Math.max(this.#forgottenAt, at);
      },
    });
  }

  /** How many there have been until now. */
  get count(): number {
    return this.#count;
  }

  note(key: string): void {
    this.#count += 1;
    this.#invalidatedAt.set(key, this.#count);
  }

  /** Any key may have been invalidated. */
  noteAll(): void {
    this.#count += 1;
    this.#forgottenAt = this.#count;
    this.#invalidatedAt.clear();
  }

  /** Whether the key was, or may have been, invalidated since there had been `count` invalidations. */
  since(count: number, key: string): boolean {
    return Math.max(this.#invalidatedAt.get(key) ?? 0, this.#forgottenAt) > count;
  }
}
