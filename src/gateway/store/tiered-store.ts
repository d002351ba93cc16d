import type { PurgeLog } from '../purge/purge-log.ts';
import type { MemoryStore } from './memory-store.ts';
import type { RedisStore } from './redis-store.ts';
import type { FillOptions, Store, StoredRecord, Ticket } from './store.ts';

/**
 * Records in this process's memory, in front of those in Redis. A hit in memory asks nobody.
 *
 * The copies in memory are coherent because every gateway tells the others what it has changed, and a copy that was on
 * its way here meanwhile is not kept. While Redis is away nothing can be heard: this gateway goes on with what it has and
 * with what it is given by origins, as one in mode `memory` does, and its own writes throw out its own copies. When
 * Redis is there again, the memory is emptied before anything is believed.
 */
export class TieredStore implements Store {
  readonly purges: PurgeLog;
  readonly #near: MemoryStore;
  readonly #far: RedisStore;

  constructor(near: MemoryStore, far: RedisStore) {
    this.purges = far.purges;
    this.#near = near;
    this.#far = far;
  }

  async open(): Promise<void> {
    await this.#far.open({
      changed: (key, variants) => this.#near.invalidate(key, variants),
      rejoined: () => this.#near.clear(),
    });
  }

  get(
    key: string,
    variant?: string,
    sinceMs?: number,
  ): StoredRecord | undefined | Promise<StoredRecord | undefined> {
    return this.#near.get(key, variant) ?? this.#fetch(key, variant, sinceMs);
  }

  async begin(key: string, flight: string, options: FillOptions): Promise<Ticket> {
    const near = this.#near.begin(key);
    const far = await this.#far.begin(key, flight, options);
    return {
      elsewhere: far.elsewhere,
      keep: async (placements, sinceMs) => {
        if ((await far.keep(placements, sinceMs)) !== 'refused') near.keep(placements);
      },
      abandon: () => far.abandon(),
      isOutdated: () => near.isOutdated(),
    };
  }

  invalidate(key: string): Promise<boolean> {
    this.#near.invalidate(key);
    return this.#far.invalidate(key);
  }

  usage(): { entries: number; bytes: number } {
    return this.#near.usage();
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }

  async #fetch(key: string, variant?: string, sinceMs?: number): Promise<StoredRecord | undefined> {
    const ticket = this.#near.begin(key);
    const record = await this.#far.get(key, variant, sinceMs);
    if (record !== undefined) ticket.keep([{ variant, record, usefulForUs: 0 }]);
    return record;
  }
}
