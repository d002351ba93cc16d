import { LRUCache } from 'lru-cache';
import type { PurgeLog } from '../purge/purge-log.ts';
import { RecentInvalidations } from './recent-invalidations.ts';
import { recordBytes } from './record-size.ts';
import type { FillOptions, Placement, Store, StoreCounters, StoredRecord, Ticket } from './store.ts';

/** Records in this process's memory, bounded in bytes; the least recently used go first. */
export class MemoryStore implements Store {
  readonly purges: PurgeLog;
  readonly #records: LRUCache<string, StoredRecord>;
  readonly #invalidations = new RecentInvalidations();

  constructor(maxSizeBytes: number, purges: PurgeLog, counters: StoreCounters) {
    this.purges = purges;
    this.#records = new LRUCache({
      maxSize: maxSizeBytes,
      sizeCalculation: recordBytes,
      dispose: (_record, _key, reason) => {
        if (reason === 'evict') counters.evictions += 1;
      },
    });
  }

  get(key: string, variant?: string): StoredRecord | undefined {
    return this.#records.get(variant ?? key);
  }

  begin(key: string, _flight?: string, _options?: FillOptions): Ticket {
    const { count } = this.#invalidations;
    const isOutdated = (): boolean => this.#invalidations.since(count, key);
    return {
      elsewhere: undefined,
      keep: (placements) => {
        if (!isOutdated()) this.#place(key, placements);
      },
      abandon: () => {},
      isOutdated,
    };
  }

  /**
   * The names of variants tell the generation of their index, so without it they are out of reach. `variants`: those that
   * may be reached all the same, because another store has the index.
   */
  invalidate(key: string, variants: readonly string[] = []): boolean {
    this.#invalidations.note(key);
    this.#records.delete(key);
    for (const variant of variants) this.#records.delete(variant);
    return true;
  }

  /** Throws out everything, and all that is being asked for. */
  clear(): void {
    this.#invalidations.noteAll();
    this.#records.clear();
  }

  usage(): { entries: number; bytes: number } {
    return { entries: this.#records.size, bytes: this.#records.calculatedSize };
  }

  close(): void {
    this.#records.clear();
  }

  #place(key: string, placements: readonly Placement[]): void {
    for (const { variant, record } of placements) {
      if (record === undefined) this.#records.delete(variant ?? key);
      else this.#records.set(variant ?? key, record);
    }
  }
}
