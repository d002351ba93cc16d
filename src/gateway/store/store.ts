import type { StoredResponse } from '../http-cache/stored-response.ts';
import type { VariantIndex } from '../http-cache/variant-index.ts';
import type { PurgeLog } from '../purge/purge-log.ts';
import type { MaybePromise } from './maybe-promise.ts';

/** A response as it stands in a store. */
export interface KeptResponse extends StoredResponse {
  /** The latest purge that was known when the origin was asked for it: later ones may concern it; see `PurgeTable`. */
  readonly purgesKnown: number;
}

/** What stands in one place. */
export type StoredRecord = KeptResponse | VariantIndex;

/**
 * Where records live: under a key, and beside it, under the same key, any number of variants by their names. A store
 * never fails its caller: what it cannot read is absent, what it cannot write is lost, and `storeErrors` counts both.
 */
export interface Store {
  /** Purges of everything that shares this store. */
  readonly purges: PurgeLog;
  /**
   * Answers at once where it can, because a hit in memory should not wait for a turn of the event loop. `sinceMs`: when
   * the request began to wait for the store, by `performance.now()`; undefined: now. All its waits together have one
   * deadline.
   */
  get(key: string, variant?: string, sinceMs?: number): MaybePromise<StoredRecord | undefined>;
  /** Must be called before the origin is asked: what is invalidated from then on makes the ticket void. */
  begin(key: string, flight: string, options: FillOptions): MaybePromise<Ticket>;
  /**
   * Throws out what stands under the key, and makes it impossible to keep what was asked for before. Done, or promised,
   * when later calls of `get` on this object no longer return it. False: others on the same store may still be given it.
   */
  invalidate(key: string): MaybePromise<boolean>;
  /** Undefined where it cannot be told. */
  usage(): { readonly entries: number; readonly bytes: number } | undefined;
  close(): void;
}

export interface FillOptions {
  /** False: its answer is for one client, so that no other gateway is to wait for it. Default: true. */
  readonly isShared?: boolean;
  /** False: `elsewhere` is not wanted, because the caller has waited already. Default: true. */
  readonly mayWait?: boolean;
  /** How long the request has waited for the store already: all its waits together have one deadline. Default: 0. */
  readonly waitedMs?: number | undefined;
}

/** The right to keep one answer of an origin. Either `keep` or `abandon` must be called. */
export interface Ticket {
  /** As in `Fill`. */
  readonly elsewhere: Promise<void> | undefined;
  /** Keeps all of the records, or none where the key was invalidated meanwhile; settles when they can be read, or are lost. */
  keep(placements: readonly Placement[], sinceMs?: number): MaybePromise<unknown>;
  abandon(): void;
  /** As in `Fill`. */
  isOutdated(): boolean;
}

export interface Placement {
  readonly variant: string | undefined;
  /** Undefined: what stands in this place is thrown out. */
  readonly record: StoredRecord | undefined;
  /** The record may be thrown out after this long. */
  readonly usefulForUs: number;
}

/** Kept by a store for the report. */
export interface StoreCounters {
  evictions: number;
  storeErrors: number;
}
