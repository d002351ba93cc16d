import { BodyTooLarge } from './bounded-body.ts';

/** What a client is told when no answer could be had. */
export interface UpstreamFailure {
  /**
   * 504: the origin was too slow; 502: it was not there, or its answer was broken (RFC 9110 §15.6). 413: the client sent too
   * much, as showed only while it was sending.
   */
  readonly status: 413 | 502 | 504;
  /** For Cache-Status. */
  readonly detail: 'request-too-large' | 'timeout' | 'unreachable' | 'broken-answer';
}

const timeouts = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);

export function describeFailure(error: unknown): UpstreamFailure {
  if (error instanceof BodyTooLarge) return { status: 413, detail: 'request-too-large' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (timeouts.has(code)) return { status: 504, detail: 'timeout' };
  return { status: 502, detail: unreachable.has(code) ? 'unreachable' : 'broken-answer' };
}
