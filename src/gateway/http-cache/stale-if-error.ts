import type { RequestHeaders } from './header-fields.ts';
import type { ReceivedResponse } from './received-response.ts';
import { requestDirectives } from './request-directives.ts';
import { freshForUs, type StoredResponse } from './stored-response.ts';

/** RFC 5861 §4: the statuses that count as an error which a stale response may stand in for. */
const errors = new Set([500, 502, 503, 504]);

export function countsAsError(status: number): boolean {
  return errors.has(status);
}

/**
 * RFC 5861 §4: whether a stored response may answer in place of an error, be it the origin's own or that no answer could
 * be had. The response allows it, the policy, or the request; but none against `must-revalidate` and its kin (RFC 9111
 * §4.2.4), and not where the client wants nothing unconfirmed.
 */
export function mayAnswerError(request: RequestHeaders, stored: StoredResponse, nowUs: number): boolean {
  if (stored.alwaysRevalidate || stored.neverStale) return false;
  const asked = requestDirectives(request);
  if (asked?.noCache || asked?.noStore) return false;
  const allowedUs = Math.max(stored.staleIfErrorUs, asked?.staleIfErrorUs ?? 0);
  return allowedUs > 0 && -freshForUs(stored, nowUs) <= allowedUs;
}

/** Whether this answer is an error that a stored response may answer in place of: then it must not take the place of that. */
export function isStoodInFor(
  { status, receivedAtUs }: ReceivedResponse,
  stored: StoredResponse | undefined,
): boolean {
  return countsAsError(status) && stored !== undefined && mayAnswerError({}, stored, receivedAtUs);
}
