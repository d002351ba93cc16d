import {
  filterFields,
  type HeaderFields,
  listMembers,
  type RequestHeaders,
  requestField,
} from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';
import { opaqueTag } from './revalidation.ts';
import type { StoredResponse } from './stored-response.ts';

/**
 * Whether a stored response answers a client's own condition with "not modified" (RFC 9111 §4.3.2). If-Modified-Since
 * counts only without If-None-Match (RFC 9110 §13.2.2), and both only where the answer would be a 200.
 */
export function isNotModified(request: RequestHeaders, stored: StoredResponse): boolean {
  if (stored.status !== 200) return false;
  const ifNoneMatch = requestField(request, 'if-none-match');
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, stored.etag);
  const ifModifiedSince = requestField(request, 'if-modified-since');
  if (ifModifiedSince === undefined) return false;
  const sinceUs = parseHttpDate(ifModifiedSince, stored.bornAtUs);
  return sinceUs !== undefined && stored.modifiedAtUs <= sinceUs;
}

/** RFC 9110 §13.1.2: `*`, or a list of entity tags compared weakly. */
function matchesEtag(ifNoneMatch: string, etag: string | undefined): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  if (etag === undefined) return false;
  // A tag may hold a comma, so the list is not split at commas.
  const tags = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? listMembers(ifNoneMatch);
  return tags.some((tag) => opaqueTag(tag) === opaqueTag(etag));
}

/** RFC 9110 §15.4.5: what a 304 says besides "use what you have". */
const told = new Set(['cache-control', 'content-location', 'date', 'etag', 'expires', 'vary']);

export function notModifiedHeaders(stored: StoredResponse): HeaderFields {
  // Last-Modified helps the client to update its copy where there is no entity tag.
  return filterFields(
    stored.headers,
    (name) => told.has(name) || (name === 'last-modified' && stored.etag === undefined),
  );
}
