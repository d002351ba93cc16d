import { describe, expect, it } from 'vitest';
import type { Backend, CacheSettings, Strategy } from '../../src/scenario/scenario.ts';
import { type RouteCaching, routeCaching } from '../../src/simulate/route-caching.ts';
import { aRoute } from '../support/a-route.ts';
import { aScenario } from '../support/a-scenario.ts';

const { strategies, backends } = aScenario();
const settings = (strategies[0] as Strategy).cache;
const bare: Backend = { ...(backends[0] as Backend), etag: false, lastModified: false };

interface Case {
  readonly headers?: Record<string, string>;
  readonly cache?: Partial<CacheSettings>;
  readonly backend?: Partial<Backend>;
  readonly match?: string;
  readonly bypass?: { readonly headers: readonly string[]; readonly cookies: readonly string[] };
}

function of({ headers = {}, cache = {}, backend = {}, match, bypass }: Case): RouteCaching {
  const route = aRoute(match, { headers, bypass });
  return routeCaching(route, { ...bare, ...backend }, { ...settings, ...cache });
}

describe('what the rules of HTTP make of a route’s answers: whether they are stored, and for how many seconds they are fresh', () => {
  it.each<[Record<string, string>, boolean, number]>([
    [{ 'cache-control': 'public, max-age=60' }, true, 60],
    [{ 'cache-control': 'max-age=60, s-maxage=5' }, true, 5],
    [{ 'cache-control': 'Max-Age="7"' }, true, 7],
    [{ 'cache-control': 'max-age=60', 'cdn-cache-control': 'max-age=9' }, true, 9],
    [{ 'cache-control': 'max-age=60', age: '20' }, true, 40],
    [{ 'cache-control': 'no-store, max-age=60' }, false, 60],
    [{ 'cache-control': 'private, max-age=60' }, false, 60],
    [{ 'cache-control': 'max-age=60', 'set-cookie': 'a=b' }, false, 60],
    [{ 'cache-control': 'max-age=60', vary: '*' }, false, 60],
    [{ 'cache-control': 'max-age=60', vary: 'accept-language' }, true, 60],
    [{ 'cache-control': 'max-age=1.5' }, false, 0],
    [{ expires: '0' }, false, 0],
    [{ expires: 'Thu, 01 Jan 2026 00:01:00 GMT' }, true, 60],
    [{}, false, 0],
  ])('%j', (headers, storable, seconds) => {
    expect(of({ headers })).toMatchObject({ storable, lifetimeUs: seconds * 1e6 });
  });
});

describe('the caching of a route', () => {
  it('goes by the strategy’s lifetime where it has one, of what may be stored', () => {
    const cache = { ttlUs: 3e6 };
    expect(of({ headers: { 'cache-control': 'max-age=60' }, cache }).lifetimeUs).toBe(3e6);
    expect(of({ cache })).toMatchObject({ storable: true, lifetimeUs: 3e6 });
    expect(of({ headers: { 'cache-control': 'no-store' }, cache }).storable).toBe(false);
  });

  it('leaves to chance what chance takes from a lifetime', () => {
    expect(of({ cache: { ttlUs: 3e6, ttlJitter: 0.5 } }).lifetimeUs).toBe(3e6);
  });

  it('tells for how long stale answers stand in, unless the backend forbids it', () => {
    const stale = 'max-age=60, stale-while-revalidate=30, stale-if-error=90';
    expect(of({ headers: { 'cache-control': stale } })).toMatchObject({
      staleWhileRevalidateUs: 30e6,
      staleIfErrorUs: 90e6,
      neverStale: false,
      usefulForUs: 150e6,
    });
    expect(of({ headers: { 'cache-control': `${stale}, must-revalidate` } })).toMatchObject({
      staleWhileRevalidateUs: 0,
      staleIfErrorUs: 0,
      neverStale: true,
      usefulForUs: 60e6,
    });
    const cache = { staleWhileRevalidateUs: 0, staleIfErrorUs: 5e6 };
    expect(of({ headers: { 'cache-control': stale }, cache })).toMatchObject({
      staleWhileRevalidateUs: 0,
      staleIfErrorUs: 5e6,
    });
  });

  it('keeps for the sake of its validator what is never used unasked', () => {
    const headers = { 'cache-control': 'no-cache' };
    expect(of({ headers }).storable).toBe(false);
    expect(of({ headers, backend: { etag: true } })).toMatchObject({
      storable: true,
      alwaysRevalidate: true,
      hasValidator: true,
      usefulForUs: 3600e6,
    });
  });

  it('guesses a lifetime of a tenth of the time since the last change, where only that is told', () => {
    expect(of({ backend: { lastModified: true } })).toMatchObject({
      storable: true,
      lifetimeUs: 0,
      lifetimePerUnchangedUs: 0.1,
    });
    const headers = { 'cache-control': 'max-age=60' };
    expect(of({ headers, backend: { lastModified: true } }).lifetimePerUnchangedUs).toBe(0);
  });

  it('stores no HEAD, and nothing that the route takes past the cache', () => {
    const headers = { 'cache-control': 'max-age=60' };
    expect(of({ headers, match: 'HEAD /products/{id}' }).storable).toBe(false);
    expect(of({ headers, bypass: { headers: ['user-agent'], cookies: [] } }).storable).toBe(false);
    expect(of({ headers, bypass: { headers: ['x-debug'], cookies: ['session'] } }).storable).toBe(true);
  });

  it('stores errors where the strategy names them, for the time that it gives', () => {
    expect(of({ headers: { 'cache-control': 'max-age=60' } }).error.storable).toBe(false);
    expect(of({ cache: { negative: { 500: 2e6 } } }).error).toMatchObject({
      storable: true,
      lifetimeUs: 2e6,
    });
    // The backend says nothing of how long its errors may be kept.
    expect(of({ cache: { negative: { 500: 'origin' } } }).error.storable).toBe(false);
  });
});
