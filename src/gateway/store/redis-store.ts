import { performance } from 'node:perf_hooks';
import type { Redis } from 'ioredis';
import { CircuitBreaker } from './circuit-breaker.ts';
import { withDeadline } from './deadline.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';
import type { Store, StoreCounters, StoredRecord } from './store.ts';

/** Writes under way may hold so many bytes; what would exceed it is not written. */
const mostPendingBytes = 32 * 2 ** 20;
/** Deletions that did not reach the server are remembered, up to this many. */
const mostOwedDeletes = 10_000;

export interface RedisStoreOptions {
  readonly keyPrefix: string;
  readonly deadlineMs: number;
}

/**
 * Records in Redis, one string a key, shared by every gateway that is given the same server and prefix. Redis throws
 * them out by their expiry and by its own policy. Whatever fails, fails open: the request goes on as if nothing were
 * stored, after the deadline at the latest.
 */
export class RedisStore implements Store {
  readonly #redis: Redis;
  readonly #options: RedisStoreOptions;
  readonly #counters: StoreCounters;
  readonly #breaker = new CircuitBreaker(() => performance.now());
  /** Records that should be gone but may still be there; they are not read until a deletion has succeeded. */
  readonly #owedDeletes = new Set<string>();
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
    return bytes === null || bytes === undefined ? undefined : decodeRecord(bytes);
  }

  set(key: string, record: StoredRecord, usefulForUs: number): void {
    const bytes = encodeRecord(record);
    if (this.#pendingBytes + bytes.byteLength > mostPendingBytes) {
      this.#counters.storeErrors += 1;
      return;
    }
    this.#pendingBytes += bytes.byteLength;
    const expiryMs = Math.max(1, Math.ceil(usefulForUs / 1e3));
    this.#attempt(() => this.#redis.set(this.#options.keyPrefix + key, bytes, 'PX', expiryMs)).then(
      (reply) => {
        this.#pendingBytes -= bytes.byteLength;
        // What stood there before has been overwritten, which is as good as deleted.
        if (reply !== undefined) this.#owedDeletes.delete(key);
      },
    );
  }

  async delete(key: string): Promise<void> {
    const reply = await this.#attempt(() => this.#redis.unlink(this.#options.keyPrefix + key));
    if (reply !== undefined) this.#owedDeletes.delete(key);
    else if (this.#owedDeletes.size < mostOwedDeletes) this.#owedDeletes.add(key);
  }

  usage(): undefined {
    return undefined;
  }

  close(): void {
    this.#redis.disconnect();
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
