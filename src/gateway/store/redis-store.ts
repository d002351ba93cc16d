import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { fillScripts } from './fill-scripts.ts';
import type { Notice } from './notice.ts';
import { RecentInvalidations } from './recent-invalidations.ts';
import { decodeRecord } from './record-codec.ts';
import { RedisChannel } from './redis-channel.ts';
import { RedisFills, type RedisTicket } from './redis-fills.ts';
import { RedisInvalidations } from './redis-invalidations.ts';
import { RedisKeys } from './redis-keys.ts';
import { RedisLink } from './redis-link.ts';
import { RedisPurges } from './redis-purges.ts';
import type { FillOptions, Store, StoreCounters, StoredRecord } from './store.ts';

export interface RedisStoreOptions {
  readonly keyPrefix: string;
  readonly deadlineMs: number;
  /** Whether one gateway asks an origin for all of them. */
  readonly collapse: boolean;
  /** The clock by which responses age; µs since 1970. */
  readonly nowUs: () => number;
}

/** What others on the same Redis did, for whoever holds copies of what is in it. */
export interface RedisListener {
  /** These places of the URL no longer hold what they did; with no variants named, none of its places does. */
  changed(key: string, variants: readonly string[]): void;
  /** Anything may have changed, after a time in which nothing was heard. */
  rejoined(): void;
}

/**
 * Records in Redis, one string a place, shared by every gateway that is given the same server and prefix. Redis throws
 * them out by their expiry and by its own policy. Whatever fails, fails open: the request goes on as if nothing were
 * stored, after the deadline at the latest.
 *
 * Nothing is read while the gateway is out of step with the others, because purges are heard of and not looked up. An
 * invalidation that could not be told is told when Redis is there again; until then others may go on reading.
 */
export class RedisStore implements Store {
  readonly purges: RedisPurges;
  readonly #link: RedisLink;
  readonly #keys: RedisKeys;
  readonly #channel: RedisChannel;
  readonly #fills: RedisFills;
  readonly #counters: StoreCounters;
  readonly #connections: readonly Redis[];
  /** Those that were heard of here. */
  readonly #recent = new RecentInvalidations();
  readonly #invalidations: RedisInvalidations;
  /** Of this gateway; never the same twice. */
  readonly #name = randomUUID();
  #listener: RedisListener | undefined;

  /** `subscriber`: a second connection to the same server. */
  constructor(
    { redis, subscriber }: { readonly redis: Redis; readonly subscriber: Redis },
    { keyPrefix, deadlineMs, collapse, nowUs }: RedisStoreOptions,
    counters: StoreCounters,
  ) {
    const link = new RedisLink(redis, deadlineMs, counters);
    const keys = new RedisKeys(keyPrefix);
    this.#connections = [redis, subscriber];
    this.#counters = counters;
    this.#link = link;
    this.#keys = keys;
    const parts = { link, keys, recent: this.#recent, name: this.#name };
    this.#fills = new RedisFills({ ...parts, collapse });
    this.#invalidations = new RedisInvalidations({ ...parts, nowUs });
    this.purges = new RedisPurges(link, keys);
    this.#channel = new RedisChannel(subscriber, keys.channel, {
      heard: (notice) => this.#heard(notice),
      catchUp: () => this.#catchUp(),
      caughtUp: () => this.#caughtUp(),
    });
  }

  /** Resolves when the store can be read, or when it has shown that it cannot for now. */
  async open(listener?: RedisListener): Promise<void> {
    this.#listener = listener;
    await this.#channel.open();
  }

  async get(key: string, variant?: string, sinceMs?: number): Promise<StoredRecord | undefined> {
    if (!this.#channel.isInStep) {
      this.#counters.storeErrors += 1;
      return undefined;
    }
    if (this.#invalidations.isOwed(key)) {
      await this.invalidate(key);
      return undefined;
    }
    const name = this.#keys.record(key, variant);
    const bytes = await this.#link.ask((redis) => redis.getBuffer(name), sinceMs);
    const record = bytes === null || bytes === undefined ? undefined : decodeRecord(bytes);
    // An index leads only to responses, so it need not be doubted itself.
    if (record?.kind === 'response' && this.#invalidations.distrusts(record.bornAtUs)) return undefined;
    return record;
  }

  begin(key: string, flight: string, options: FillOptions): Promise<RedisTicket> {
    return this.#fills.begin(key, flight, options);
  }

  invalidate(key: string): Promise<boolean> {
    return this.#invalidations.invalidate(key);
  }

  usage(): undefined {
    return undefined;
  }

  close(): void {
    this.#fills.close();
    this.#invalidations.close();
    this.#channel.close();
    for (const connection of this.#connections) connection.disconnect();
  }

  #heard(notice: Notice): void {
    if (notice.kind === 'purged') this.purges.heard(notice);
    else if (notice.kind === 'abandoned') this.#fills.released(notice.lease);
    else {
      if (notice.kind === 'kept') this.#fills.released(notice.lease);
      // What this gateway did itself it knows already.
      if (notice.from === this.#name) return;
      if (notice.kind === 'invalidated') this.#recent.note(notice.key);
      this.#listener?.changed(notice.key, notice.kind === 'kept' ? notice.variants : []);
    }
  }

  async #catchUp(): Promise<boolean> {
    const loaded = await this.#link.tell((redis) =>
      Promise.all(fillScripts.map((script) => script.load(redis))),
    );
    return loaded !== undefined && this.purges.load();
  }

  #caughtUp(): void {
    this.#recent.noteAll();
    this.#listener?.rejoined();
  }
}
