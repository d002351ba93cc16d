/** What the operator of a cache may set about storing and reuse, in place of what origins say. Durations in µs. */
export interface CachePolicy {
  /** Replaces the freshness lifetime of what may be stored; undefined: obey the origin. */
  readonly ttlUs: number | undefined;
  /** How long after it went stale a response still answers while it is refreshed (RFC 5861 §3); undefined: obey the origin. */
  readonly staleWhileRevalidateUs: number | undefined;
  /** How long after it went stale a response still answers in place of an error (RFC 5861 §4); undefined: obey the origin. */
  readonly staleIfErrorUs: number | undefined;
  /** Error statuses (400–599) that are stored: for a lifetime of their own, or for the one that the origin gives. */
  readonly negative: Readonly<Record<number, number | 'origin'>>;
  /** Share of each lifetime (0–1) up to which chance shortens it, so that what was stored together does not expire together. */
  readonly ttlJitter: number;
  /** β of XFetch (Vattani et al., VLDB 2015): above 0, a response is refreshed early with a chance that grows near its end. */
  readonly earlyRefresh: number;
}

/** Nothing but what origins say. */
export const obeyOrigin: CachePolicy = {
  ttlUs: undefined,
  staleWhileRevalidateUs: undefined,
  staleIfErrorUs: undefined,
  negative: {},
  ttlJitter: 0,
  earlyRefresh: 0,
};
