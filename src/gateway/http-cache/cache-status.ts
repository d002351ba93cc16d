import type { ForwardReason } from './decide.ts';
import { freshForUs, type StoredResponse } from './stored-response.ts';

/** Names this cache in Cache-Status (RFC 9211 §2). The key is left out: it would tell how to poison it (§6). */
const cacheName = 'gatebench';

/** For an answer from the store. `ttl` is negative where it was stale. */
export function hitStatus(stored: StoredResponse, nowUs: number): string {
  const ttl = Math.floor(freshForUs(stored, nowUs) / 1e6);
  return ttl < 0 ? `${cacheName}; hit; ttl=${ttl}; detail=stale` : `${cacheName}; hit; ttl=${ttl}`;
}

export interface ForwardedStatus {
  readonly reason: ForwardReason;
  /** Of the origin's answer. */
  readonly status: number;
  /** Whether the answer, or the stored response that it confirmed, is to be kept once it is complete. */
  readonly isStored: boolean;
}

/** For an answer that the origin had a part in. */
export function forwardedStatus({ reason, status, isStored }: ForwardedStatus): string {
  return `${cacheName}; fwd=${reason}; fwd-status=${status}${isStored ? '; stored' : ''}`;
}

/** For an answer of our own in place of the origin's. */
export function failedStatus(reason: ForwardReason, detail: string): string {
  return `${cacheName}; fwd=${reason}; detail=${detail}`;
}

/** For an answer of our own to a request that was not to be forwarded. */
export const unsatisfiableStatus = `${cacheName}; detail=only-if-cached`;
