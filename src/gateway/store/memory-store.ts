import { LRUCache } from 'lru-cache';
import type { PurgeLog } from '../purge/purge-log.ts';
import { lastingCopy, passingCopy } from './body-copies.ts';
import { RecentInvalidations } from './recent-invalidations.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';
import { RecordLog } from './record-log.ts';
import { recordBytes } from './record-size.ts';
import type { Placement, Store, StoreCounters, StoredRecord, Ticket } from './store.ts';

/** The share of the memory that is for records as objects; the rest is for them as bytes. */
const objectShare = 1 / 8;
/** What is read seldom would only push out what is read often. */
const readsPerPromotion = 4;

/**
 * Records in this process's memory, bounded in bytes. All of them are there as bytes, which take no more room than they
 * say (`RecordLog`); those that are asked for often are there as objects too, which can be answered with at once.
 */
export class MemoryStore implements Store {
  readonly purges: PurgeLog;
  readonly #objects: LRUCache<string, StoredRecord>;
  readonly #log: RecordLog;
  readonly #invalidations = new RecentInvalidations();

  constructor(maxSizeBytes: number, purges: PurgeLog, counters: StoreCounters) {
    const objectBytes = Math.max(1, Math.floor(maxSizeBytes * objectShare));
    this.purges = purges;
    this.#objects = new LRUCache({ maxSize: objectBytes, sizeCalculation: recordBytes });
    this.#log = new RecordLog(maxSizeBytes - objectBytes, {
      isInUse: (place) => this.#objects.has(place),
      evicted: (place) => {
        this.#objects.delete(place);
        counters.evictions += 1;
      },
    });
  }

  get(key: string, variant?: string): StoredRecord | undefined {
    const place = variant ?? key;
    return this.#objects.get(place) ?? this.#decode(place);
  }

  begin(key: string): Ticket {
    const { count } = this.#invalidations;
    const isOutdated = (): boolean => this.#invalidations.since(count, key);
    return {
      elsewhere: undefined,
      keep: (placements) => {
        if (isOutdated()) return;
        for (const placement of placements) this.#place(key, placement);
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
    for (const place of [key, ...variants]) this.#delete(place);
    return true;
  }

  /** Throws out everything, and all that is being asked for. */
  clear(): void {
    this.#invalidations.noteAll();
    this.#objects.clear();
    this.#log.clear();
  }

  usage(): { entries: number; bytes: number } {
    return { entries: this.#log.size, bytes: this.#log.bytes };
  }

  close(): void {
    this.clear();
  }

  #decode(place: string): StoredRecord | undefined {
    const logged = this.#log.get(place);
    if (logged === undefined) return undefined;
    // Copies, because the log writes over its memory, and an answer may be on its way for long.
    const isPromoted = logged.reads % readsPerPromotion === 0;
    const record = decodeRecord(logged.value, isPromoted ? lastingCopy : passingCopy);
    if (isPromoted && record !== undefined) this.#objects.set(place, record);
    return record;
  }

  #place(key: string, { variant, record }: Placement): void {
    const place = variant ?? key;
    this.#delete(place);
    if (record !== undefined) this.#log.set(place, encodeRecord(record));
  }

  #delete(place: string): void {
    this.#objects.delete(place);
    this.#log.delete(place);
  }
}
