import { LRUCache } from 'lru-cache';
import { recordBytes } from './record-size.ts';
import type { Store, StoreCounters, StoredRecord } from './store.ts';

/** Records in this process's memory, bounded in bytes; the least recently used go first. */
export class MemoryStore implements Store {
  readonly #records: LRUCache<string, StoredRecord>;

  constructor(maxSizeBytes: number, counters: StoreCounters) {
    this.#records = new LRUCache({
      maxSize: maxSizeBytes,
      sizeCalculation: recordBytes,
      dispose: (_record, _key, reason) => {
        if (reason === 'evict') counters.evictions += 1;
      },
    });
  }

  get(key: string): StoredRecord | undefined {
    return this.#records.get(key);
  }

  set(key: string, record: StoredRecord): void {
    this.#records.set(key, record);
  }

  delete(key: string): void {
    this.#records.delete(key);
  }

  usage(): { entries: number; bytes: number } {
    return { entries: this.#records.size, bytes: this.#records.calculatedSize };
  }

  close(): void {
    this.#records.clear();
  }
}
