import { randomUUID } from 'node:crypto';
import type { Found } from './http-cache/decide.ts';
import type { RequestHeaders } from './http-cache/header-fields.ts';
import { type StoredResponse, usefulForUs } from './http-cache/stored-response.ts';
import { admitVariant, hasFields, type VariantIndex, variantKey } from './http-cache/variant-index.ts';
import { longestSelection, variantSelection, varyingFields } from './http-cache/vary.ts';
import { RecentInvalidations } from './recent-invalidations.ts';
import { type MaybePromise, whenReady } from './store/maybe-promise.ts';
import type { Store, StoredRecord } from './store/store.ts';

/** Stored responses by key and, where they vary, by what the request said (RFC 9111 §4.1). */
export class ResponseCache {
  readonly #store: Store;
  readonly #nowUs: () => number;
  readonly #invalidations = new RecentInvalidations();

  constructor(store: Store, nowUs: () => number) {
    this.#store = store;
    this.#nowUs = nowUs;
  }

  find(key: string, request: RequestHeaders): MaybePromise<Found> {
    return whenReady(this.#store.get(key), (record) => {
      if (record === undefined) return uriMiss;
      if (record.kind === 'response') return record;
      const selection = variantSelection(record.fields, request);
      return whenReady(this.#store.get(variantKey(record, selection)), (variant) =>
        variant?.kind === 'response' ? variant : { kind: 'vary-miss', fields: record.fields },
      );
    });
  }

  /**
   * Announces that an origin is about to be asked for what is missing. `flight` is equal for requests that the same
   * response can answer; see `flightKey`.
   */
  beginFill(key: string, _flight: string, _options: { readonly mayWait: boolean }): MaybePromise<Fill> {
    const invalidationCount = this.#invalidations.count;
    return {
      elsewhere: undefined,
      keep: (request, response) => this.#keep(key, { request, response, invalidationCount }),
      abandon: () => {},
      isOutdated: () => this.#invalidations.since(invalidationCount, key),
    };
  }

  /** Throws out what is stored under the key, all variants. Their bodies go when the store needs their room. */
  invalidate(key: string): MaybePromise<void> {
    this.#invalidations.note(key);
    return this.#store.delete(key);
  }

  #keep(key: string, { request, response, invalidationCount }: Keeping): void {
    const nowUs = this.#nowUs();
    const usefulUs = usefulForUs(response, nowUs);
    const fields = varyingFields(response.headers);
    if (fields.length === 0) {
      if (!this.#invalidations.since(invalidationCount, key)) this.#store.set(key, response, usefulUs);
      return;
    }
    const selection = variantSelection(fields, request);
    if (selection.length > longestSelection) return;
    whenReady(this.#store.get(key), (record) => {
      if (this.#invalidations.since(invalidationCount, key)) return;
      const variant = { selection, usefulUntilUs: nowUs + usefulUs };
      const { index, dropped } = admitVariant(indexOf(record, fields), variant);
      this.#store.set(variantKey(index, selection), response, usefulUs);
      this.#store.set(key, index, index.usefulUntilUs - nowUs);
      for (const oldest of dropped) this.#store.delete(oldest);
    });
  }
}

/** One answer of an origin on its way into the cache. Either `keep` or `abandon` must be called. */
export interface Fill {
  /**
   * Defined where another gateway on the same store is asking the origin already: settles when it is worth looking into
   * the cache again, with an answer there or not. The caller may go on without waiting.
   */
  readonly elsewhere: Promise<void> | undefined;
  /**
   * Stores a response, unless the key was invalidated since the fill began: it may be older than the write. Invalidations
   * are known within this process only. Where several gateways share a store, a slow read through one can put back what a
   * write through another has thrown out, and it is then served until it expires.
   */
  keep(request: RequestHeaders, response: StoredResponse): void;
  /** There is nothing to keep. */
  abandon(): void;
  /** Whether the key was invalidated since, so that what the origin answers may be older than a write. */
  isOutdated(): boolean;
}

interface Keeping {
  readonly request: RequestHeaders;
  readonly response: StoredResponse;
  /** As it was before the origin was asked. */
  readonly invalidationCount: number;
}

const uriMiss = { kind: 'uri-miss' } as const;

/** The latest response decides what the resource varies on; variants of another opinion are given up. */
function indexOf(record: StoredRecord | undefined, fields: readonly string[]): VariantIndex {
  if (record?.kind === 'variants' && hasFields(record, fields)) return record;
  return { kind: 'variants', fields, generation: randomUUID(), selections: [], usefulUntilUs: 0 };
}
