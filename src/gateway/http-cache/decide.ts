import type { CacheControl } from './cache-control.ts';
import type { RequestHeaders } from './header-fields.ts';
import { requestDirectives } from './request-directives.ts';
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
  /** Answer from the store. `refresh`: ask the origin as well, without the client waiting for it. */
  | { readonly kind: 'serve'; readonly stored: StoredResponse; readonly refresh: boolean }
  /** Ask the origin whether the stored response still holds. */
  | { readonly kind: 'revalidate'; readonly stored: StoredResponse; readonly reason: ForwardReason }
  /** Ask the origin as if nothing were stored. */
  | { readonly kind: 'forward'; readonly reason: ForwardReason }
  /** The client wants an answer from the store or none (RFC 9111 §5.2.1.7). */
  | { readonly kind: 'unsatisfiable' };

export interface DecisionTime {
  /** µs since 1970. */
  readonly nowUs: number;
  /** β of XFetch; 0: nothing is refreshed before it is stale. */
  readonly earlyRefresh: number;
  /** Drawn anew for each decision, 0–1; counts only where `earlyRefresh` is above 0. */
  readonly chance: number;
}

/** RFC 9111 §4: what to do with a GET or HEAD, given what is stored for it. */
export function decide(request: RequestHeaders, found: Found, time: DecisionTime): Decision {
  const asked = requestDirectives(request);
  if (found.kind === 'response') {
    const reuse = reuseOf(found, asked, time.nowUs);
    if (reuse !== 'none') {
      return { kind: 'serve', stored: found, refresh: reuse === 'stale' || isDueEarly(found, time) };
    }
  }
  if (asked?.onlyIfCached) return { kind: 'unsatisfiable' };
  if (found.kind !== 'response') return { kind: 'forward', reason: found.kind };

  // Usable but for the request's own directives.
  const reason = isReusable(found, time.nowUs) ? 'request' : 'stale';
  if (asked?.noStore || !hasValidator(found)) return { kind: 'forward', reason };
  return { kind: 'revalidate', stored: found, reason };
}

/** Whether a response may answer at this time, without the origin's word, a request that asks for nothing special. */
export function isReusable(stored: StoredResponse, nowUs: number): boolean {
  return reuseOf(stored, undefined, nowUs) !== 'none';
}

/** How a stored response may be used without the origin's word: as it is, while it is being refreshed, or not at all. */
type Reuse = 'fresh' | 'stale' | 'none';

function reuseOf(stored: StoredResponse, asked: CacheControl | undefined, nowUs: number): Reuse {
  if (stored.alwaysRevalidate) return 'none';
  const storedAgeUs = ageUs(stored, nowUs);
  const freshUs = stored.lifetimeUs - storedAgeUs;
  if (asked !== undefined && forbidsReuse(asked, stored, { storedAgeUs, freshUs })) return 'none';
  if (freshUs > 0) return 'fresh';
  // RFC 5861 §3. It is 0 where the origin forbids stale answers.
  if (-freshUs < stored.staleWhileRevalidateUs) return 'stale';
  // §4.2.4: a client may take what is stale, but never against the word of the origin.
  return asked?.maxStaleUs !== undefined && !stored.neverStale ? 'fresh' : 'none';
}

/** §5.2.1: what a request rules out, whatever the origin allows. */
function forbidsReuse(
  asked: CacheControl,
  { immutable }: StoredResponse,
  { storedAgeUs, freshUs }: { readonly storedAgeUs: number; readonly freshUs: number },
): boolean {
  if (asked.noCache || asked.noStore) return true;
  // RFC 8246 §2: a plain reload, `max-age=0`, has nothing to find out about a response that does not change.
  const isSettled = immutable && freshUs > 0;
  if (asked.maxAgeUs !== undefined && storedAgeUs > asked.maxAgeUs && !isSettled) return true;
  // §5.2.1.1: who names a greatest age does not want a stale response, unless it says so.
  if (asked.maxAgeUs !== undefined && asked.maxStaleUs === undefined && freshUs <= 0) return true;
  if (asked.minFreshUs !== undefined && freshUs < asked.minFreshUs) return true;
  return asked.maxStaleUs !== undefined && -freshUs > asked.maxStaleUs;
}

/**
 * XFetch: early by the time that the origin took, times β, times an exponential variate, so that of many requests near
 * the end one is likely to refresh before all find it stale (Vattani, Chierichetti and Lowenstein, VLDB 2015).
 */
function isDueEarly(stored: StoredResponse, { nowUs, earlyRefresh, chance }: DecisionTime): boolean {
  if (earlyRefresh === 0) return false;
  return stored.lifetimeUs - ageUs(stored, nowUs) <= -stored.fetchUs * earlyRefresh * Math.log(chance);
}
