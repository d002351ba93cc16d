import type { MaybePromise } from './store/maybe-promise.ts';

/**
 * Responses on their way into a store outside this process. Whoever looks for one at that time waits until it is there,
 * rather than find nothing, or what it replaces, and ask the origin for what has just been answered.
 */
export class KeepsUnderWay {
  readonly #byKey = new Map<string, Promise<unknown>>();

  /** Settles when the latest under this key is in the store or lost; undefined where none is under way. */
  of(key: string): Promise<unknown> | undefined {
    return this.#byKey.size === 0 ? undefined : this.#byKey.get(key);
  }

  note(key: string, keep: MaybePromise<unknown>): void {
    if (!(keep instanceof Promise)) return;
    const settled = keep
      .catch(() => {})
      .then(() => {
        if (this.#byKey.get(key) === settled) this.#byKey.delete(key);
      });
    this.#byKey.set(key, settled);
  }
}
