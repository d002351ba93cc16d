import { type RequestHeaders, requestField } from '../http-cache/header-fields.ts';

/**
 * How many times more a request may be forwarded, us included (RFC 9110 §7.6.2). Undefined where it does not say: the
 * field counts for OPTIONS and TRACE only, and here TRACE is never forwarded.
 */
export function forwardsLeft(method: string, headers: RequestHeaders): number | undefined {
  if (method !== 'OPTIONS') return undefined;
  const value = requestField(headers, 'max-forwards');
  if (value === undefined || !/^\d+$/.test(value)) return undefined;
  return Math.min(Number(value), Number.MAX_SAFE_INTEGER);
}

/** The fields of a request that may be forwarded, with one time less to go where they limit it. */
export function countForward(method: string, headers: RequestHeaders): RequestHeaders {
  const left = forwardsLeft(method, headers);
  return left === undefined ? headers : { ...headers, 'max-forwards': String(left - 1) };
}
