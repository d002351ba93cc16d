import type { CachePolicy } from './cache-policy.ts';
import { responseTags } from './cache-tags.ts';
import { freshnessLifetimeUs } from './freshness-lifetime.ts';
import { fieldValue, filterFields, type HeaderFields } from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';
import { initialAgeUs } from './initial-age.ts';
import type { ReceivedResponse } from './received-response.ts';
import { type ResponseDirectives, responseDirectives } from './targeted-cache-control.ts';

/** A complete response as a store keeps it, with what reusing it depends on worked out beforehand. */
export interface StoredResponse {
  readonly kind: 'response';
  readonly status: number;
  /** End-to-end fields as received, without Age, which is told anew each time, and without those that the origin withholds. */
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
  /** When its age was zero: its age at any time is the time passed since (RFC 9111 §4.2.3). µs since 1970. */
  readonly bornAtUs: number;
  /** How long it is fresh from then on (RFC 9111 §4.2.1), by the policy and shortened by chance where that asks for it. */
  readonly lifetimeUs: number;
  /** How long after it went stale it may answer while it is refreshed (RFC 5861 §3), by origin and policy; 0: it may not. */
  readonly staleWhileRevalidateUs: number;
  /** How long after it went stale it may answer in place of an error (RFC 5861 §4), by origin and policy; 0: it may not. */
  readonly staleIfErrorUs: number;
  /** `no-cache`: never reused without asking the origin (RFC 9111 §5.2.2.4). */
  readonly alwaysRevalidate: boolean;
  /** `must-revalidate`, `proxy-revalidate` or `s-maxage`: never served stale (RFC 9111 §5.2.2). */
  readonly neverStale: boolean;
  /** The body does not change while it is fresh (RFC 8246). */
  readonly immutable: boolean;
  readonly etag: string | undefined;
  /** Last-Modified as it was sent, to be sent back as it is. */
  readonly lastModified: string | undefined;
  /** What If-Modified-Since is compared with (RFC 9111 §4.3.2): Last-Modified, or else Date. µs since 1970. */
  readonly modifiedAtUs: number;
  /** What it can be purged by; see `responseTags`. */
  readonly tags: readonly string[];
  /** How long the origin took to answer, for early refresh. µs. */
  readonly fetchUs: number;
}

/** A response that has arrived, and where from. */
export interface CompleteResponse extends ReceivedResponse {
  readonly body: Uint8Array;
  /** As `http://127.0.0.1:40001`. */
  readonly origin: string;
}

/** The stored form of a response. `chance`, 0–1, decides how much of the policy's jitter applies to it. */
export function toStoredResponse(
  response: CompleteResponse,
  policy: CachePolicy,
  chance: number,
): StoredResponse {
  const { status, headers, body, requestedAtUs, receivedAtUs } = response;
  const directives = responseDirectives(headers);
  const initialUs = initialAgeUs(response);
  const lifetimeUs = policyLifetimeUs(status, policy) ?? freshnessLifetimeUs(response, directives);
  const mayBeStale = !directives.noCache && !mustRevalidate(directives);
  const lastModified = fieldValue(headers, 'last-modified');
  return {
    kind: 'response',
    status,
    headers: filterFields(headers, (name) => name !== 'age' && !directives.withheldFields.includes(name)),
    body,
    bornAtUs: receivedAtUs - initialUs,
    lifetimeUs: lifetimeUs - Math.round(Math.max(0, lifetimeUs - initialUs) * policy.ttlJitter * chance),
    staleWhileRevalidateUs: mayBeStale
      ? (policy.staleWhileRevalidateUs ?? directives.staleWhileRevalidateUs ?? 0)
      : 0,
    staleIfErrorUs: mayBeStale ? (policy.staleIfErrorUs ?? directives.staleIfErrorUs ?? 0) : 0,
    alwaysRevalidate: directives.noCache,
    neverStale: mustRevalidate(directives),
    immutable: directives.immutable,
    etag: fieldValue(headers, 'etag'),
    lastModified,
    modifiedAtUs:
      parseHttpDate(lastModified ?? '', receivedAtUs) ??
      parseHttpDate(fieldValue(headers, 'date') ?? '', receivedAtUs) ??
      receivedAtUs,
    tags: responseTags(response),
    fetchUs: Math.max(0, receivedAtUs - requestedAtUs),
  };
}

/** The operator's lifetime for this status, in µs; undefined: the origin's counts. */
function policyLifetimeUs(status: number, { ttlUs, negative }: CachePolicy): number | undefined {
  const named = negative[status];
  return named === 'origin' ? undefined : (named ?? ttlUs);
}

/** RFC 9111 §5.2.2.2 and §5.2.2.8; `s-maxage` asks for the same (§5.2.2.10). */
function mustRevalidate(directives: ResponseDirectives): boolean {
  return directives.mustRevalidate || directives.proxyRevalidate || directives.sMaxageUs !== undefined;
}

/** RFC 9111 §4.2.3, `current_age`, in µs. Not below zero although a clock may be set back. */
export function ageUs(stored: StoredResponse, nowUs: number): number {
  return Math.max(0, nowUs - stored.bornAtUs);
}

/** How much longer it stays fresh, in µs; negative where it is stale. */
export function freshForUs(stored: StoredResponse, nowUs: number): number {
  return stored.lifetimeUs - ageUs(stored, nowUs);
}

/** Whether the origin can be asked if the stored response still holds (RFC 9111 §4.3.1). */
export function hasValidator({ etag, lastModified }: StoredResponse): boolean {
  return etag !== undefined || lastModified !== undefined;
}

/** How long a stale response is worth keeping for the sake of its validators. */
const keptForRevalidationUs = 3600 * 1e6;

/**
 * How long a response is kept that went stale and could not be revalidated, though the origin says nothing of stale use:
 * a client may take it all the same (`max-stale`, `stale-if-error`), and a HEAD may freshen it.
 */
const keptForClientsUs = 60 * 1e6;

/** How much longer it can be of use, in µs: while it is fresh, and beyond if it may answer stale or can be revalidated. */
export function usefulForUs(stored: StoredResponse, nowUs: number): number {
  const freshUs = freshForUs(stored, nowUs);
  const reusableUs = stored.alwaysRevalidate ? 0 : Math.max(0, freshUs + usableStaleUs(stored));
  const revalidatableUs = hasValidator(stored) ? Math.max(0, freshUs) + keptForRevalidationUs : 0;
  return Math.max(reusableUs, revalidatableUs);
}

/** A response that never was fresh is not kept for the sake of a client that might take it. */
function usableStaleUs({
  lifetimeUs,
  neverStale,
  staleWhileRevalidateUs,
  staleIfErrorUs,
}: StoredResponse): number {
  const forClientsUs = lifetimeUs > 0 && !neverStale ? keptForClientsUs : 0;
  return Math.max(forClientsUs, staleWhileRevalidateUs, staleIfErrorUs);
}
