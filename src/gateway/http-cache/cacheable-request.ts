import { listMembers, type RequestHeaders, requestField } from './header-fields.ts';

/** Safe methods of the IANA registry; a method whose safety is unknown counts as unsafe (RFC 9111 §4.4). */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND', 'REPORT', 'SEARCH']);

export function isSafeMethod(method: string): boolean {
  return safeMethods.has(method);
}

/** Methods that a stored response to GET can answer (RFC 9110 §9.3.1 and §9.3.2). */
export function isCacheableMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * Whether a GET or HEAD goes past the cache: it neither gets a stored response nor leaves one.
 *
 * - Preconditions other than those of a cache are the origin's to evaluate (RFC 9110 §13.1.1 and §13.1.4).
 * - A body is no part of the key, but an origin may read it all the same ("fat GET").
 * - Connection may name fields that we must strip; the answer to such a crippled request is no answer for others.
 */
export function bypassesCache(headers: RequestHeaders): boolean {
  return (
    headers['if-match'] !== undefined ||
    headers['if-unmodified-since'] !== undefined ||
    hasBody(headers) ||
    stripsOtherFields(requestField(headers, 'connection'))
  );
}

/** Whether a request carries a body (RFC 9112 §6.3). */
export function hasBody(headers: RequestHeaders): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

const harmlessOptions = new Set(['close', 'keep-alive', 'te', 'upgrade', 'http2-settings']);

function stripsOtherFields(connection: string | undefined): boolean {
  // The two values that nearly every request carries need no parsing.
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return false;
  return listMembers(connection).some((option) => !harmlessOptions.has(option.toLowerCase()));
}
