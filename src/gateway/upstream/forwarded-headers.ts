import { hasBody } from '../http-cache/cacheable-request.ts';
import { type RequestHeaders, requestField } from '../http-cache/header-fields.ts';
import { endToEndFields } from './end-to-end-fields.ts';
import { isProxyClaim } from './proxy-claims.ts';

export interface ForwardingParties {
  /** Host and port of the origin. */
  readonly authority: string;
  /** Address of the client; undefined where its connection is gone. */
  readonly clientAddress: string | undefined;
}

/**
 * The header section that an origin gets, as a flat array: the client's end-to-end fields, without what only a trusted
 * proxy may say, and then ours. Ours come last and after the stripping, so no Connection field can take them away.
 *
 * Host names the origin, and the client's Host is not passed on by another name: what an origin answers must not depend
 * on anything that is outside the cache key.
 */
export function forwardedHeaders(
  headers: RequestHeaders,
  { authority, clientAddress }: ForwardingParties,
): string[] {
  const isLeftOut = hasBody(headers) ? isOurs : (name: string) => isOurs(name) || name === 'content-length';
  const fields = endToEndFields(headers, isLeftOut);
  fields.push('host', authority, 'x-forwarded-proto', 'http');
  if (clientAddress !== undefined) fields.push('x-forwarded-for', clientAddress);
  // RFC 9110 §7.6.3.
  const via = requestField(headers, 'via');
  fields.push('via', via === undefined ? '1.1 gatebench' : `${via}, 1.1 gatebench`);
  return fields;
}

/** Fields that we write ourselves, or that Node has already dealt with. */
const ours = new Set(['host', 'expect', 'via']);

function isOurs(name: string): boolean {
  return ours.has(name) || isProxyClaim(name);
}
