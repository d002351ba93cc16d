import { cacheKey } from './cache-key.ts';
import { cookiePairs } from './cookies.ts';
import { type RequestHeaders, requestField } from './header-fields.ts';
import { tidyTarget } from './tidy-target.ts';

/**
 * What of a request tells its cache key, beside origin, path and query (RFC 9111 §2). What is left out of the key is
 * left out of the forwarded request too, so that no answer can depend on it.
 */
export interface KeyRules {
  /** Puts query parameters in the order of their names; equal names keep their order. */
  readonly sortQuery: boolean;
  /** Query parameters that are taken out; `utm_*` stands for all that begin so. */
  readonly stripQuery: readonly string[];
  /** Request fields whose values are part of the key, in lower case. */
  readonly headers: readonly string[];
  /** Cookies that are part of the key; all others are taken out. Undefined: cookies pass, and what was asked with any is not stored. */
  readonly cookies: readonly string[] | undefined;
}

/** A request as it is forwarded, and what its answer is kept under. */
export interface KeyedRequest {
  readonly target: string;
  readonly headers: RequestHeaders;
  readonly key: string;
  /**
   * The key of the URL alone. It differs from `key` where the rules put header fields or cookies into that, and is then
   * what all of the URL's keys have in common: whoever purges or invalidates the URL has to reach them all.
   */
  readonly urlKey: string;
}

export interface RequestToKey {
  /** As `http://127.0.0.1:40001`. */
  readonly origin: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: RequestHeaders;
}

/** Applies a route's rules to a GET or HEAD. Both have the key of GET, whose response answers both. */
export function keyRequest(request: RequestToKey, rules: KeyRules | undefined): KeyedRequest {
  const { origin } = request;
  if (rules === undefined) {
    const key = cacheKey('GET', origin, request.target);
    return { target: request.target, headers: request.headers, key, urlKey: key };
  }
  const target = tidyTarget(request.target, rules);
  const headers = withCookies(request.headers, rules.cookies);
  const urlKey = cacheKey('GET', origin, target);
  const key = withFields(
    urlKey,
    headers,
    rules.cookies?.length ? [...rules.headers, 'cookie'] : rules.headers,
  );
  return { target, headers, key, urlKey };
}

/**
 * The request with only these cookies, in the order of their names here, so that requests which differ in the order
 * alone have one key. Cookies of the same name keep their order.
 */
function withCookies(headers: RequestHeaders, names: readonly string[] | undefined): RequestHeaders {
  if (names === undefined || headers['cookie'] === undefined) return headers;
  const pairs = cookiePairs(requestField(headers, 'cookie') ?? '');
  const kept = names.flatMap((name) => pairs.filter((pair) => pair.name === name));
  const { cookie: _, ...others } = headers;
  return kept.length === 0 ? others : { ...others, cookie: kept.map(({ text }) => text).join('; ') };
}

/**
 * A key that tells these fields too. It begins with `k`, as no URL's key does, and every part carries its length, so no
 * part can pass for another; an absent field is not an empty one.
 */
function withFields(urlKey: string, headers: RequestHeaders, names: readonly string[]): string {
  if (names.length === 0) return urlKey;
  let key = `k${urlKey.length}:${urlKey}`;
  for (const name of names) {
    const value = requestField(headers, name);
    key += value === undefined ? '-' : `${value.length}:${value}`;
  }
  return key;
}

/** A key in two: that of the URL, and what the rules added to it; empty where they added nothing. */
export function splitKey(key: string): { readonly urlKey: string; readonly fields: string } {
  if (!key.startsWith('k')) return { urlKey: key, fields: '' };
  const urlAt = key.indexOf(':') + 1;
  const fieldsAt = urlAt + Number(key.slice(1, urlAt - 1));
  return { urlKey: key.slice(urlAt, fieldsAt), fields: key.slice(fieldsAt) };
}
