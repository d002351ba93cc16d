import { performance } from 'node:perf_hooks';
import { keyedUrl } from './http-cache/cache-key.ts';
import type { Found } from './http-cache/decide.ts';
import type { RequestHeaders } from './http-cache/header-fields.ts';
import { splitKey } from './http-cache/key-rules.ts';
import type { StoredResponse } from './http-cache/stored-response.ts';
import { variantKey } from './http-cache/variant-index.ts';
import { variantSelection } from './http-cache/vary.ts';
import { KeepsUnderWay } from './keeps-under-way.ts';
import { isFieldIndex, placementsOf } from './placements.ts';
import { everythingName, keyName, prefixName, tagName } from './purge/purge-table.ts';
import { digestOf, selectionName } from './selection-name.ts';
import { keptResponse } from './store/kept-response.ts';
import { type MaybePromise, whenAll, whenReady } from './store/maybe-promise.ts';
import type { FillOptions, KeptResponse, Store, StoredRecord } from './store/store.ts';

/**
 * Stored responses by key and, where they vary, by what the request said (RFC 9111 §4.1).
 *
 * All that belongs to one URL stands under the key of that URL, so that it can be invalidated as one. A key that tells
 * fields of the request besides (`keyRequest`) is a variant of the URL, and may have variants of its own.
 */
export class ResponseCache {
  readonly #store: Store;
  readonly #nowUs: () => number;
  readonly #keeps = new KeepsUnderWay();

  constructor(store: Store, nowUs: () => number) {
    this.#store = store;
    this.#nowUs = nowUs;
  }

  find(key: string, request: RequestHeaders): MaybePromise<Found> {
    const { urlKey, fields } = splitKey(key);
    const keep = this.#keeps.of(urlKey);
    const record = keep === undefined ? this.#store.get(urlKey) : this.#getAfter(keep, urlKey);
    if (!(record instanceof Promise)) return this.#open({ urlKey, fields, request }, record);
    const sinceMs = performance.now();
    return record.then((later) => this.#open({ urlKey, fields, request, sinceMs }, later));
  }

  /**
   * Announces that an origin is about to be asked for what is missing. `flight` is equal for requests that the same
   * response can answer; see `flightKey`.
   */
  beginFill(key: string, flight: string, options: FillOptions = {}): MaybePromise<Fill> {
    const { urlKey, fields } = splitKey(key);
    const { latest } = this.#store.purges.table;
    return whenReady(this.#store.begin(urlKey, flight, options), (ticket) => ({
      elsewhere: ticket.elsewhere,
      keep: (request, response) => {
        const record = keptResponse(response, latest);
        const sinceMs = performance.now();
        const placements = placementsOf(record, {
          store: this.#store,
          urlKey,
          fields,
          request,
          nowUs: this.#nowUs(),
          sinceMs,
        });
        const keep = whenReady(placements, (all) =>
          all.length === 0 ? ticket.abandon() : ticket.keep(all, sinceMs),
        );
        this.#keeps.note(urlKey, keep);
      },
      abandon: () => ticket.abandon(),
      // Which purges concern an answer cannot be told before it is here.
      isOutdated: () => ticket.isOutdated() || this.#store.purges.table.latest > latest,
    }));
  }

  /**
   * Throws out what is stored for the key's URL, all variants. Their bodies go when the store needs their room. False: it
   * is no longer found here, but others on the same store could not be told and may still find it.
   */
  invalidate(key: string): MaybePromise<boolean> {
    return this.#store.invalidate(splitKey(key).urlKey);
  }

  /**
   * Throws out what is named, or makes it stale, and what origins are being asked for at this time as well. False where
   * others on the same store could not be told of all of it: the purge should be tried again.
   */
  purge(request: PurgeRequest): MaybePromise<boolean> {
    const { soft = false, keys = [] } = request;
    const names = purgedNames(request);
    const told = names.length === 0 ? true : this.#store.purges.purge(names, soft);
    const invalidated = soft ? [] : keys.map((key) => this.invalidate(key));
    return whenAll([told, ...invalidated], (outcomes) => outcomes.every((isTold) => isTold));
  }

  async #getAfter(keep: Promise<unknown>, urlKey: string): Promise<StoredRecord | undefined> {
    const sinceMs = performance.now();
    await keep;
    return this.#store.get(urlKey, undefined, sinceMs);
  }

  #open(wanted: Wanted, record: StoredRecord | undefined): MaybePromise<Found> {
    const { urlKey, fields, sinceMs } = wanted;
    if (fields === '') return this.#select(wanted, record);
    if (!isFieldIndex(record)) return uriMiss;
    const variant = this.#store.get(urlKey, variantKey(record, digestOf(fields)), sinceMs);
    return whenReady(variant, (found) => this.#select(wanted, found));
  }

  #select({ urlKey, request, sinceMs }: Wanted, record: StoredRecord | undefined): MaybePromise<Found> {
    if (record === undefined) return uriMiss;
    if (record.kind === 'response') return this.#unpurged(urlKey, record) ?? uriMiss;
    const { fields } = record;
    const variant = variantKey(record, selectionName(fields, variantSelection(fields, request)));
    return whenReady(this.#store.get(urlKey, variant, sinceMs), (found) => {
      const response = found?.kind === 'response' ? this.#unpurged(urlKey, found) : undefined;
      return response ?? { kind: 'vary-miss', fields };
    });
  }

  /** The response as purges have left it. */
  #unpurged(urlKey: string, response: KeptResponse): StoredResponse | undefined {
    const { table } = this.#store.purges;
    if (response.purgesKnown >= table.latest) return response;
    const purged = table.purgedAt({ key: urlKey, url: keyedUrl(urlKey), response });
    if (purged.hard > 0) return undefined;
    if (purged.soft === 0) return response;
    const staleFromUs = Math.min(purged.soft, this.#nowUs());
    const lifetimeUs = Math.min(response.lifetimeUs, staleFromUs - response.bornAtUs);
    return keptResponse({ ...response, lifetimeUs }, response.purgesKnown);
  }
}

/** One answer of an origin on its way into the cache. Either `keep` or `abandon` must be called, once. */
export interface Fill {
  /**
   * Defined where another gateway on the same store is asking the origin already: settles when it is worth looking into
   * the cache again, with an answer there or not. The caller may go on without waiting.
   */
  readonly elsewhere: Promise<void> | undefined;
  /**
   * Stores a response, unless the key was invalidated since the fill began, by any gateway on the same store: the
   * response may be older than the write.
   */
  keep(request: RequestHeaders, response: StoredResponse): void;
  /** There is nothing to keep. */
  abandon(): void;
  /** Whether what the origin answers may be older than a write or a purge that is known here. */
  isOutdated(): boolean;
}

export interface PurgeRequest {
  /** As `cacheKey` gives them; all variants. */
  readonly keys?: readonly string[];
  /** As in `StoredResponse.tags`. */
  readonly tags?: readonly string[];
  /** Beginnings of URLs: an origin and the beginning of a target as it is forwarded. */
  readonly prefixes?: readonly string[];
  readonly everything?: boolean;
  /** What is named stays as a stale response, rather than go. Default: false. */
  readonly soft?: boolean;
}

/** What is looked for. */
interface Wanted {
  readonly urlKey: string;
  /** What the key tells besides the URL; empty: nothing. */
  readonly fields: string;
  readonly request: RequestHeaders;
  /** As for `Store.get`. */
  readonly sinceMs?: number;
}

const uriMiss = { kind: 'uri-miss' } as const;

/** Hard purges of keys are invalidations, and need no name. */
function purgedNames({ keys = [], tags = [], prefixes = [], everything, soft }: PurgeRequest): string[] {
  return [
    ...(soft ? keys.map((key) => keyName(splitKey(key).urlKey)) : []),
    ...tags.map(tagName),
    ...prefixes.map(prefixName),
    ...(everything ? [everythingName] : []),
  ];
}
