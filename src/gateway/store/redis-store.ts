import { performance } from 'node:perf_hooks';
import type { Redis } from 'ioredis';
import { CircuitBreaker } from './circuit-breaker.ts';
import { withDeadline } from './deadline.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';
import type { Store, StoreCounters, StoredRecord } from './store.ts';

/** Writes under way may hold so many bytes; what would exceed it is not written. */
const mostPendingBytes = 32 * 2 ** 20;
/** Deletions that may not have reached the server are remembered one by one, up to this many. */
const mostOwedDeletes = 10_000;

export interface RedisStoreOptions {
  readonly keyPrefix: string;
  readonly deadlineMs: number;
  /** The clock by which responses age; µs since 1970. */
  readonly nowUs: () => number;
}

/**
 * Records in Redis, one string a key, shared by every gateway that is given the same server and prefix. Redis throws
 * them out by their expiry and by its own policy. Whatever fails, fails open: the request goes on as if nothing were
 * stored, after the deadline at the latest.
 *
 * What could not be deleted is not read again here. Other gateways on the same server do not know of it: they go on
 * reading the record until this one reads or writes the key again, or it expires.
 */
export class RedisStore implements Store {
  readonly #redis: Redis;
  readonly #options: RedisStoreOptions;
  readonly #counters: StoreCounters;
  readonly #breaker = new CircuitBreaker(() => performance.now());
  /**
   * Records that should be gone but may still be there, each with the number of the deletion that failed. They are not
   * read until a later command has deleted or overwritten them; the success of an earlier one says nothing.
   */
  readonly #owedDeletes = new Map<string, number>();
  /** When the last deletion failed that is not remembered by its key: nothing as old is read. µs since 1970. */
  #distrustedUntilUs = Number.NEGATIVE_INFINITY;
  /** Deletions and writes issued; Redis carries them out in this order. */
  #changes = 0;
  #pendingBytes = 0;

  constructor(redis: Redis, options: RedisStoreOptions, counters: StoreCounters) {
    this.#redis = redis;
    this.#options = options;
    this.#counters = counters;
  }

  async get(key: string): Promise<StoredRecord | undefined> {
    if (this.#owedDeletes.has(key)) {
      await this.delete(key);
      return undefined;
    }
    const bytes = await this.#attempt(() => this.#redis.getBuffer(this.#options.keyPrefix + key));
    const record = bytes === null || bytes === undefined ? undefined : decodeRecord(bytes);
    // An index leads only to responses, so it need not be doubted itself.
    if (record?.kind === 'response' && record.bornAtUs <= this.#distrustedUntilUs) return undefined;
    return record;
  }

  set(key: string, record: StoredRecord, usefulForUs: number): void {
    const bytes = encodeRecord(record);
    if (this.#pendingBytes + bytes.byteLength > mostPendingBytes) {
      this.#counters.storeErrors += 1;
      return;
    }
    this.#pendingBytes += bytes.byteLength;
    const change = this.#nextChange();
    const expiryMs = Math.max(1, Math.ceil(usefulForUs / 1e3));
    this.#attempt(() => this.#redis.set(this.#options.keyPrefix + key, bytes, 'PX', expiryMs)).then(
      (reply) => {
        this.#pendingBytes -= bytes.byteLength;
        // What stood there before has been overwritten, which is as good as deleted.
        if (reply !== undefined) this.#settle(key, change);
      },
    );
  }

  async delete(key: string): Promise<void> {
    const change = this.#nextChange();
    const reply = await this.#attempt(() => this.#redis.unlink(this.#options.keyPrefix + key));
    if (reply !== undefined) this.#settle(key, change);
    else this.#owe(key, change);
  }

  usage(): undefined {
    return undefined;
  }

  close(): void {
    this.#redis.disconnect();
  }

  #nextChange(): number {
    this.#changes += 1;
    return this.#changes;
  }

  #owe(key: string, change: number): void {
    const owedSince = this.#owedDeletes.get(key);
    if (owedSince === undefined && this.#owedDeletes.size >= mostOwedDeletes) {
      this.#distrustedUntilUs = this.#options.nowUs();
    } else {
      this.#owedDeletes.set(key, Math.max(owedSince ?? 0, change));
    }
  }

  #settle(key: string, change: number): void {
    const owedSince = this.#owedDeletes.get(key);
    if (owedSince !== undefined && owedSince < change) this.#owedDeletes.delete(key);
  }

  /** The reply, or undefined where there is none in time. A command that the breaker spares counts as failed too. */
  async #attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (this.#breaker.allows()) {
      try {
        const reply = await withDeadline(command(), this.#options.deadlineMs);
        this.#breaker.succeeded();
        return reply;
      } catch {
        this.#breaker.failed();
      }
    }
    this.#counters.storeErrors += 1;
    return undefined;
  }
}
