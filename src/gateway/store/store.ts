import type { StoredResponse } from '../http-cache/stored-response.ts';
import type { VariantIndex } from '../http-cache/variant-index.ts';
import type { MaybePromise } from './maybe-promise.ts';

/** What stands under one key. */
export type StoredRecord = StoredResponse | VariantIndex;

/**
 * Where records live. A store never fails its caller: what it cannot read is absent, what it cannot write is lost, and
 * `storeErrors` counts both.
 */
export interface Store {
  /** Answers at once where it can, because a hit in memory should not wait for a turn of the event loop. */
  get(key: string): MaybePromise<StoredRecord | undefined>;
  /** `usefulForUs`: the record may be thrown out after this long. Nobody waits for the write. */
  set(key: string, record: StoredRecord, usefulForUs: number): void;
  /**
   * Done, or promised, when later calls of `get` on this object no longer return the record. Where the store is shared,
   * others may still be given it if it could not be told.
   */
  delete(key: string): MaybePromise<void>;
  /** Undefined where it cannot be told. */
  usage(): { readonly entries: number; readonly bytes: number } | undefined;
  close(): void;
}

/** Kept by a store for the report. */
export interface StoreCounters {
  evictions: number;
  storeErrors: number;
}
