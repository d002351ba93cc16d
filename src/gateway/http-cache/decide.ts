import { type CacheControl, parseCacheControl } from './cache-control.ts';
import { type RequestHeaders, requestField } from './header-fields.ts';
import { ageUs, hasValidator, type StoredResponse } from './stored-response.ts';

/** Why a request goes to the origin (RFC 9211 §2.2). */
export type ForwardReason = 'bypass' | 'method' | 'uri-miss' | 'vary-miss' | 'request' | 'stale';

/** What the store held for a request, and if nothing, what was missing. */
export type Found =
  | StoredResponse
  | { readonly kind: 'uri-miss' }
  /** `fields`: names of the request fields that the resource is known to vary on. */
  | { readonly kind: 'vary-miss'; readonly fields: readonly string[] };

export type Decision =
  /** Answer from the store without asking anyone. */
  | { readonly kind: 'serve'; readonly stored: StoredResponse }
  /** Ask the origin whether the stored response still holds. */
  | { readonly kind: 'revalidate'; readonly stored: StoredResponse; readonly reason: ForwardReason }
  /** Ask the origin as if nothing were stored. */
  | { readonly kind: 'forward'; readonly reason: ForwardReason }
  /** The client wants an answer from the store or none (RFC 9111 §5.2.1.7). */
  | { readonly kind: 'unsatisfiable' };

/** RFC 9111 §4: what to do with a GET or HEAD, given what is stored for it. `nowUs` counts from 1970. */
export function decide(request: RequestHeaders, found: Found, nowUs: number): Decision {
  const asked = requestDirectives(request);
  if (found.kind === 'response' && isReusable(found, asked, nowUs)) return { kind: 'serve', stored: found };

  if (asked?.onlyIfCached) return { kind: 'unsatisfiable' };
  if (found.kind !== 'response') return { kind: 'forward', reason: found.kind };

  // Fresh, so it is only the request that does not allow its use.
  const reason = isReusable(found, undefined, nowUs) ? 'request' : 'stale';
  if (asked?.noStore || !hasValidator(found)) return { kind: 'forward', reason };
  return { kind: 'revalidate', stored: found, reason };
}

/** Undefined for the many requests that ask for nothing. */
function requestDirectives(request: RequestHeaders): CacheControl | undefined {
  const value = requestField(request, 'cache-control');
  if (value !== undefined) return parseCacheControl(value);
  // §5.4: Pragma counts only where Cache-Control is absent.
  const pragma = request['pragma'];
  return pragma === undefined ? undefined : parseCacheControl(requestField(request, 'pragma'));
}

function isReusable(stored: StoredResponse, asked: CacheControl | undefined, nowUs: number): boolean {
  if (stored.alwaysRevalidate) return false;
  const storedAgeUs = ageUs(stored, nowUs);
  const freshUs = stored.lifetimeUs - storedAgeUs;
  if (asked === undefined) return freshUs > 0;

  if (asked.noCache || asked.noStore) return false;
  if (asked.maxAgeUs !== undefined && storedAgeUs > asked.maxAgeUs) return false;
  if (asked.minFreshUs !== undefined && freshUs < asked.minFreshUs) return false;
  if (freshUs > 0) return true;
  // §4.2.4: a client may take what is stale, but never against the word of the origin.
  return asked.maxStaleUs !== undefined && !stored.neverStale && -freshUs <= asked.maxStaleUs;
}
