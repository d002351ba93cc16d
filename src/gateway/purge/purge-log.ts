import type { MaybePromise } from '../store/maybe-promise.ts';
import { PurgeTable } from './purge-table.ts';

/** The purges of everything that shares a store. */
export interface PurgeLog {
  /** All that are known here. */
  readonly table: PurgeTable;
  /** Purges by names; see `PurgeTable`. False: it could not be told to those who share the store, and nothing was purged. */
  purge(names: readonly string[], soft: boolean): MaybePromise<boolean>;
}

/** The purges of one process. */
export class LocalPurgeLog implements PurgeLog {
  readonly table = new PurgeTable();
  readonly #nowUs: () => number;

  /** `nowUs`: µs since 1970. */
  constructor(nowUs: () => number) {
    this.#nowUs = nowUs;
  }

  purge(names: readonly string[], soft: boolean): boolean {
    this.table.note({ names, soft, sequence: Math.max(this.table.latest + 1, this.#nowUs()) });
    return true;
  }
}
