import { fieldValue } from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';
import type { ReceivedResponse } from './received-response.ts';
import { isHeuristicallyCacheable } from './status-rules.ts';
import type { ResponseDirectives } from './targeted-cache-control.ts';

/** The share of the time since the last change for which a response without a lifetime is taken for fresh. */
const heuristicShare = 0.1;
const longestHeuristicUs = 24 * 3600 * 1e6;

/**
 * RFC 9111 §4.2.1, for a shared cache: `s-maxage`, else `max-age`, else Expires, else a guess (§4.2.2). In µs; 0 where
 * the response is never fresh.
 */
export function freshnessLifetimeUs(response: ReceivedResponse, directives: ResponseDirectives): number {
  return explicitLifetimeUs(response, directives) ?? heuristicLifetimeUs(response, directives);
}

function explicitLifetimeUs(
  { headers, receivedAtUs }: ReceivedResponse,
  directives: ResponseDirectives,
): number | undefined {
  if (directives.sMaxageUs !== undefined) return directives.sMaxageUs;
  if (directives.maxAgeUs !== undefined) return directives.maxAgeUs;
  // RFC 9213 §2.2: beside a targeted field, Expires plays no part.
  const expires = directives.isTargeted ? undefined : fieldValue(headers, 'expires');
  if (expires === undefined) return undefined;
  // §5.3: an invalid date, "0" above all, means a time in the past.
  const expiresUs = parseHttpDate(expires, receivedAtUs);
  return expiresUs === undefined ? 0 : Math.max(0, expiresUs - sentAtUs(headers, receivedAtUs));
}

/** RFC 9111 §4.2.2: a tenth of the time since the last change is the fraction that it calls typical. */
function heuristicLifetimeUs(
  { status, headers, receivedAtUs }: ReceivedResponse,
  directives: ResponseDirectives,
): number {
  if (!directives.isPublic && !isHeuristicallyCacheable(status)) return 0;
  const modifiedUs = parseHttpDate(fieldValue(headers, 'last-modified') ?? '', receivedAtUs);
  if (modifiedUs === undefined) return 0;
  const unchangedUs = Math.max(0, sentAtUs(headers, receivedAtUs) - modifiedUs);
  return Math.min(Math.round(unchangedUs * heuristicShare), longestHeuristicUs);
}

function sentAtUs(headers: ReceivedResponse['headers'], receivedAtUs: number): number {
  return parseHttpDate(fieldValue(headers, 'date') ?? '', receivedAtUs) ?? receivedAtUs;
}
