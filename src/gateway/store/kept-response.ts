import type { StoredResponse } from '../http-cache/stored-response.ts';
import type { KeptResponse } from './store.ts';

/**
 * The form in which stores keep a response. Field by field: V8 gives every object that is spread from so many fields a
 * hidden class of its own, which takes half a KiB beside each response and makes all code that reads responses slower.
 */
export function keptResponse(response: StoredResponse, purgesKnown: number): KeptResponse {
  return {
    kind: response.kind,
    status: response.status,
    headers: response.headers,
    body: response.body,
    bornAtUs: response.bornAtUs,
    lifetimeUs: response.lifetimeUs,
    staleWhileRevalidateUs: response.staleWhileRevalidateUs,
    staleIfErrorUs: response.staleIfErrorUs,
    alwaysRevalidate: response.alwaysRevalidate,
    neverStale: response.neverStale,
    immutable: response.immutable,
    etag: response.etag,
    lastModified: response.lastModified,
    modifiedAtUs: response.modifiedAtUs,
    tags: response.tags,
    fetchUs: response.fetchUs,
    purgesKnown,
  };
}
