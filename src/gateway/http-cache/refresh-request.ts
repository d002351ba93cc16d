import type { RequestHeaders } from './header-fields.ts';
import type { KeyRules } from './key-rules.ts';
import { allowsReuseAcrossUsers } from './may-store.ts';
import type { StoredResponse } from './stored-response.ts';
import { responseDirectives } from './targeted-cache-control.ts';
import { varyingFields } from './vary.ts';

/** What one client wants for itself: a part, an answer only if it is new or stored, or its own. */
const ownWishes = [
  'cache-control',
  'cookie',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'pragma',
  'range',
];

/**
 * The request that brings a stored response up to date while its clients are answered with what there is (RFC 5861 §3).
 * It is a client's that set it off, less what would get an answer for that client alone, which could not take the place
 * of what everyone is given; but what selects the stored response stays.
 */
export function refreshRequest(
  request: RequestHeaders,
  stored: StoredResponse,
  keyRules: KeyRules | undefined,
): RequestHeaders {
  const selecting = new Set([...varyingFields(stored.headers), ...(keyRules?.headers ?? [])]);
  // By then the rules have taken out all other cookies.
  if (keyRules?.cookies !== undefined) selecting.add('cookie');
  const refresh: Record<string, string | string[] | undefined> = { ...request };
  for (const name of ownWishes) if (!selecting.has(name)) delete refresh[name];
  if (
    !selecting.has('authorization') &&
    !allowsReuseAcrossUsers(request, responseDirectives(stored.headers))
  ) {
    delete refresh['authorization'];
  }
  return refresh;
}
