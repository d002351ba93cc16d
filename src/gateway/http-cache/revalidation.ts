import { fieldValue, type HeaderFields, type RequestHeaders } from './header-fields.ts';
import type { StoredResponse } from './stored-response.ts';

/**
 * The request that asks an origin whether a stored response still holds (RFC 9111 §4.3.1): the client's own, with the
 * stored validators in place of its conditions, which are evaluated here once the answer is known.
 */
export function revalidationRequest(request: RequestHeaders, stored: StoredResponse): RequestHeaders {
  return {
    ...request,
    'if-none-match': stored.etag,
    'if-modified-since': stored.lastModified,
  };
}

/**
 * Whether a 304 speaks of the stored response (RFC 9111 §4.3.4): a strong validator in it must be the stored one's. One
 * without a strong validator answers our own condition, so it can mean nothing else.
 */
export function confirms(notModified: HeaderFields, stored: StoredResponse): boolean {
  const etag = fieldValue(notModified, 'etag');
  return etag === undefined || stored.etag === undefined || opaqueTag(etag) === opaqueTag(stored.etag);
}

/** RFC 9110 §8.8.3.2: weak comparison ignores the mark of weakness. */
export function opaqueTag(etag: string): string {
  return etag.startsWith('W/') ? etag.slice(2) : etag;
}
