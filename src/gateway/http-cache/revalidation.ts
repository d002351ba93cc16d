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
 * Whether a 304 speaks of the stored response (RFC 9111 §4.3.4). A strong entity tag in it must be the stored one's,
 * mark for mark; a weak one must match by weak comparison; and Last-Modified, which is weak, counts where there is no
 * tag. A 304 with no validator at all can only mean the one response whose validators it was sent.
 */
export function confirms(notModified: HeaderFields, stored: StoredResponse): boolean {
  const etag = fieldValue(notModified, 'etag');
  if (etag === undefined) {
    const lastModified = fieldValue(notModified, 'last-modified');
    return lastModified === undefined || lastModified === stored.lastModified;
  }
  if (!etag.startsWith('W/')) return etag === stored.etag;
  return stored.etag !== undefined && opaqueTag(etag) === opaqueTag(stored.etag);
}

/**
 * Whether a 200 to HEAD speaks of the stored response to GET (RFC 9111 §4.3.5): its validators and its length, as far as
 * it has them, are the stored ones. Then its fields update the stored response as those of a 304 do; else that is out of
 * date.
 */
export function headConfirms(head: HeaderFields, stored: StoredResponse): boolean {
  return (
    isAbsentOr(fieldValue(head, 'etag'), stored.etag) &&
    isAbsentOr(fieldValue(head, 'last-modified'), stored.lastModified) &&
    isAbsentOr(fieldValue(head, 'content-length'), String(stored.body.byteLength))
  );
}

function isAbsentOr(value: string | undefined, expected: string | undefined): boolean {
  return value === undefined || value === expected;
}

/** RFC 9110 §8.8.3.2: weak comparison ignores the mark of weakness. */
export function opaqueTag(etag: string): string {
  return etag.startsWith('W/') ? etag.slice(2) : etag;
}
