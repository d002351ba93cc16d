import { parseCacheControl } from './cache-control.ts';
import { freshnessLifetimeUs } from './freshness-lifetime.ts';
import { fieldValue, filterFields, type HeaderFields } from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';
import { initialAgeUs } from './initial-age.ts';
import type { ReceivedResponse } from './received-response.ts';

/** A complete response as a store keeps it, with what reusing it depends on worked out beforehand. */
export interface StoredResponse {
  readonly kind: 'response';
  readonly status: number;
  /** End-to-end fields as received, without Age, which is told anew each time. */
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
  /** When its age was zero: its age at any time is the time passed since (RFC 9111 §4.2.3). µs since 1970. */
  readonly bornAtUs: number;
  /** How long it is fresh from then on (RFC 9111 §4.2.1). */
  readonly lifetimeUs: number;
  /** `no-cache`: never reused without asking the origin (RFC 9111 §5.2.2.4). */
  readonly alwaysRevalidate: boolean;
  /** `must-revalidate`, `proxy-revalidate` or `s-maxage`: never served stale (RFC 9111 §5.2.2). */
  readonly neverStale: boolean;
  readonly etag: string | undefined;
  /** Last-Modified as it was sent, to be sent back as it is. */
  readonly lastModified: string | undefined;
  /** What If-Modified-Since is compared with (RFC 9111 §4.3.2): Last-Modified, or else Date. µs since 1970. */
  readonly modifiedAtUs: number;
}

/**
 * The stored form of a response. `ttlUs` replaces the freshness lifetime that the origin gave; undefined: obey the origin.
 */
export function toStoredResponse(
  response: ReceivedResponse & { readonly body: Uint8Array },
  ttlUs: number | undefined,
): StoredResponse {
  const { status, headers, body, receivedAtUs } = response;
  const directives = parseCacheControl(fieldValue(headers, 'cache-control'));
  const lastModified = fieldValue(headers, 'last-modified');
  return {
    kind: 'response',
    status,
    headers: filterFields(headers, (name) => name !== 'age'),
    body,
    bornAtUs: receivedAtUs - initialAgeUs(response),
    lifetimeUs: ttlUs ?? freshnessLifetimeUs(response, directives),
    alwaysRevalidate: directives.noCache,
    neverStale: directives.mustRevalidate || directives.proxyRevalidate || directives.sMaxageUs !== undefined,
    etag: fieldValue(headers, 'etag'),
    lastModified,
    modifiedAtUs:
      parseHttpDate(lastModified ?? '', receivedAtUs) ??
      parseHttpDate(fieldValue(headers, 'date') ?? '', receivedAtUs) ??
      receivedAtUs,
  };
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

/** How much longer it can be of use, in µs: while it is fresh, and beyond if it can be revalidated. */
export function usefulForUs(stored: StoredResponse, nowUs: number): number {
  const freshUs = stored.alwaysRevalidate ? 0 : Math.max(0, freshForUs(stored, nowUs));
  return freshUs + (hasValidator(stored) ? keptForRevalidationUs : 0);
}
