import { cookiePairs } from './cookies.ts';
import { type RequestHeaders, requestField } from './header-fields.ts';

/** A request whose named field or cookie is present goes past the cache. */
export interface BypassRules {
  /** In lower case. */
  readonly headers: readonly string[];
  readonly cookies: readonly string[];
}

/** Whether a route's rules take this request past the cache: it neither gets a stored response nor leaves one. */
export function bypasses(headers: RequestHeaders, rules: BypassRules | undefined): boolean {
  if (rules === undefined) return false;
  if (rules.headers.some((name) => headers[name] !== undefined)) return true;
  const cookie = rules.cookies.length === 0 ? undefined : requestField(headers, 'cookie');
  return cookie !== undefined && cookiePairs(cookie).some(({ name }) => rules.cookies.includes(name));
}
