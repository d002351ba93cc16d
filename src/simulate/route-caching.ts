import { bypasses } from '../gateway/http-cache/bypass-rules.ts';
import type { HeaderFields, RequestHeaders } from '../gateway/http-cache/header-fields.ts';
import { parseHttpDate } from '../gateway/http-cache/http-date.ts';
import { initialAgeUs } from '../gateway/http-cache/initial-age.ts';
import { mayStore } from '../gateway/http-cache/may-store.ts';
import {
  freshForUs,
  hasValidator,
  toStoredResponse,
  usefulForUs,
} from '../gateway/http-cache/stored-response.ts';
import type { Backend, CacheSettings, Route } from '../scenario/scenario.ts';

/** What the rules of HTTP make of one kind of answer, by what the backend sends with it and what the strategy sets. */
export interface AnswerCaching {
  /** Whether it may be stored and is of any use there, as far as its headers say; how large its body is is another question. */
  readonly storable: boolean;
  /**
   * How long it is fresh, counted from when the request for it was sent, before chance shortens it by up to `ttlJitter` of what is
   * above 0. 0: never; below 0: it had been stale for so long when it came.
   */
  readonly lifetimeUs: number;
  /**
   * How much longer for each µs that the resource had not changed by when the answer was sent, 0–1: above 0 where only Last-Modified
   * gives an idea of the lifetime (RFC 9111 §4.2.2).
   */
  readonly lifetimePerUnchangedUs: number;
  /** How old it is when it leaves the backend, by its own word (`Age`). The lifetime has been shortened by it. ≥ 0. */
  readonly initialAgeUs: number;
  /** How long after it went stale it answers one request more at a time, while that has it refreshed (RFC 5861 §3). ≥ 0. */
  readonly staleWhileRevalidateUs: number;
  /** How long after it went stale it answers in place of an error (RFC 5861 §4). ≥ 0. */
  readonly staleIfErrorUs: number;
  /** Whether it is never used without asking the backend whether it still holds: `no-cache`. */
  readonly alwaysRevalidate: boolean;
  /** Whether it is never used stale: `must-revalidate` and its kin. The two times above are 0 then. */
  readonly neverStale: boolean;
  /** Whether the backend can be asked if it still holds, and may say so with a 304. */
  readonly hasValidator: boolean;
  /**
   * For how long a store keeps it from when it came, had it come in no time: while it is fresh, and beyond that if it may answer
   * stale or can be revalidated. What shortens the lifetime shortens this as well. ≥ 0.
   */
  readonly usefulForUs: number;
}

/** What becomes of a route's answers in a strategy's caches; the same for all of its keys, so it is worked out once. */
export interface RouteCaching extends AnswerCaching {
  /** Of the 500 that the backend answers for its `errorRatio`, which is stored where the strategy's `negative` says so. */
  readonly error: AnswerCaching;
}

/** What simulated time begins with: the date on answers, which headers with dates of their own are compared with. */
const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const nowUs = parseHttpDate(date, 0) as number;
/** A thousand seconds before. */
const earlier = 'Wed, 31 Dec 2025 23:43:20 GMT';
const earlierByUs = 1000e6;

/** All that the load generator sends with a request. */
const request: RequestHeaders = { host: 'gateway', 'user-agent': 'gatebench' };

/**
 * Asks the gateway's own rules what they make of the answers that the backend would send. Of a HEAD none is stored, though it is
 * answered with what a GET stored; and none goes into the cache of a request that the route's rules take past it.
 */
export function routeCaching(route: Route, backend: Backend, cache: CacheSettings): RouteCaching {
  const isLookedUp = route.method === 'GET' && !bypasses(request, route.bypass);
  const cachingOf = (status: number, headers: HeaderFields): AnswerCaching =>
    answerCaching({ status, headers, isLookedUp }, route, cache);
  const changedAt = (lastModified: string): HeaderFields => answerHeaders(route, backend, lastModified);
  const changedNow = cachingOf(200, changedAt(date));
  const changedBefore = cachingOf(200, changedAt(earlier));
  return {
    ...changedNow,
    lifetimePerUnchangedUs: (changedBefore.lifetimeUs - changedNow.lifetimeUs) / earlierByUs,
    error: cachingOf(500, ['content-type', 'text/plain; charset=utf-8', 'date', date]),
  };
}

/** As the backend puts them together for a 200, less the version, which means nothing to a cache. */
function answerHeaders({ headers }: Route, { etag, lastModified }: Backend, changedAt: string): HeaderFields {
  const all = {
    'content-type': 'text/plain; charset=utf-8',
    ...headers,
    ...(etag && { etag: '"v1"' }),
    ...(lastModified && { 'last-modified': changedAt }),
    date,
  };
  return Object.entries(all).flat();
}

function answerCaching(
  answer: { readonly status: number; readonly headers: HeaderFields; readonly isLookedUp: boolean },
  { key }: Route,
  cache: CacheSettings,
): AnswerCaching {
  const received = { ...answer, requestedAtUs: nowUs, receivedAtUs: nowUs };
  // No chance: the longest lifetime that there can be.
  const stored = toStoredResponse(
    { ...received, body: new Uint8Array(0), origin: 'http://backend' },
    cache,
    0,
  );
  const usefulUs = usefulForUs(stored, nowUs);
  return {
    storable: answer.isLookedUp && mayStore(request, received, cache, key) && usefulUs > 0,
    lifetimeUs: freshForUs(stored, nowUs),
    lifetimePerUnchangedUs: 0,
    initialAgeUs: initialAgeUs(received),
    staleWhileRevalidateUs: stored.staleWhileRevalidateUs,
    staleIfErrorUs: stored.staleIfErrorUs,
    alwaysRevalidate: stored.alwaysRevalidate,
    neverStale: stored.neverStale,
    hasValidator: hasValidator(stored),
    usefulForUs: usefulUs,
  };
}
