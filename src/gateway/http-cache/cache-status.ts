import type { ForwardReason } from './decide.ts';
import { freshForUs, type StoredResponse } from './stored-response.ts';

/**
 * Names this cache in Cache-Status (RFC 9211 §2). What we write is one member; it follows, as a line of its own, those of
 * the caches nearer to the origin. The key is left out: it would tell how to poison it (§6).
 */
const cacheName = 'gatebench';

/** For an answer from the store. `ttl` is negative where it was stale. */
export function hitStatus(stored: StoredResponse, nowUs: number): string {
  const ttl = Math.floor(freshForUs(stored, nowUs) / 1e6);
  return ttl < 0 ? `${cacheName}; hit; ttl=${ttl}; detail=stale` : `${cacheName}; hit; ttl=${ttl}`;
}

/** For an answer that another gateway's request brought into the store while this one waited (RFC 9211 §2.6). */
export function collapsedElsewhereStatus(reason: ForwardReason): string {
  return `${cacheName}; fwd=${reason}; collapsed`;
}

export interface ForwardedStatus {
  readonly reason: ForwardReason;
  /** Of the origin's answer. */
  readonly status: number;
  /** Whether the answer, or the stored response that it confirmed, is to be kept once it is complete. */
  readonly isStored: boolean;
  /** Whether another request's fetch brought it (RFC 9211 §2.6). */
  readonly isCollapsed?: boolean;
}

/** For an answer that the origin had a part in. */
export function forwardedStatus({ reason, status, isStored, isCollapsed }: ForwardedStatus): string {
  const stored = isStored ? '; stored' : '';
  return `${cacheName}; fwd=${reason}; fwd-status=${status}${stored}${isCollapsed ? '; collapsed' : ''}`;
}

/** For a stored response in place of an error (RFC 5861 §4). `status`: of the origin's answer; undefined where there was none. */
export function staleIfErrorStatus(reason: ForwardReason, status: number | undefined): string {
  const answered = status === undefined ? '' : `; fwd-status=${status}`;
  return `${cacheName}; fwd=${reason}${answered}; detail=stale-if-error`;
}

/** For an answer of our own in place of the origin's. */
export function failedStatus(reason: ForwardReason, detail: string): string {
  return `${cacheName}; fwd=${reason}; detail=${detail}`;
}

/** For an answer of our own to a request that was not to be forwarded. */
export const unsatisfiableStatus = `${cacheName}; detail=only-if-cached`;
