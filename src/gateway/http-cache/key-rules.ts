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

/** A request whose named field or cookie is present goes past the cache. */
export interface BypassRules {
  /** In lower case. */
  readonly headers: readonly string[];
  readonly cookies: readonly string[];
}
