import { describe, expect, it } from 'vitest';
import { keyRequest } from '../../src/gateway/http-cache/key-rules.ts';
import { LocalPurgeLog } from '../../src/gateway/purge/purge-log.ts';
import { type Fill, ResponseCache } from '../../src/gateway/response-cache.ts';
import { RecentInvalidations } from '../../src/gateway/store/recent-invalidations.ts';
import type { FillOptions, Placement, Store, StoredRecord } from '../../src/gateway/store/store.ts';
import { aStoredResponse, origin, receivedAtUs } from './http-cache/a-stored-response.ts';

const second = 1e6;
const key = keyOf('/a');

/** A cache on a store that throws records out as soon as it may, at a time that the test sets. */
function startCache() {
  const clock = { nowUs: receivedAtUs };
  const held = new Map<string, { readonly record: StoredRecord; readonly untilUs: number }>();
  const invalidations = new RecentInvalidations();
  const place = ({ variant, record, usefulForUs }: Placement, home: string) => {
    if (record === undefined) held.delete(variant ?? home);
    else held.set(variant ?? home, { record, untilUs: clock.nowUs + usefulForUs });
  };
  const store: Store = {
    purges: new LocalPurgeLog(() => clock.nowUs),
    get: (home, variant) => {
      const found = held.get(variant ?? home);
      return found !== undefined && clock.nowUs < found.untilUs ? found.record : undefined;
    },
    begin: (home) => {
      const { count } = invalidations;
      const isOutdated = () => invalidations.since(count, home);
      return {
        elsewhere: undefined,
        keep: (placements) => {
          if (!isOutdated()) for (const each of placements) place(each, home);
        },
        abandon: () => {},
        isOutdated,
      };
    },
    invalidate: (home) => {
      invalidations.note(home);
      held.delete(home);
      return true;
    },
    usage: () => undefined,
    close: () => {},
  };
  const cache = new ResponseCache(store, () => clock.nowUs);
  const keepAt = (at: string, headers: readonly string[], request = {}) =>
    beginFill(cache, at).keep(request, aStoredResponse(headers));
  const keep = (accept: string, maxAge: number) =>
    keepAt(key, ['cache-control', `max-age=${maxAge}, must-revalidate`, 'vary', 'accept'], { accept });
  return { cache, clock, held, keep, keepAt };
}

function beginFill(cache: ResponseCache, at = key, options: FillOptions = {}): Fill {
  return cache.beginFill(at, at, options) as Fill;
}

function keyOf(target: string, headers = {}, fields: readonly string[] = []): string {
  const rules = { sortQuery: false, stripQuery: [], headers: fields, cookies: undefined };
  return keyRequest({ origin, target, headers }, rules).key;
}

describe('ResponseCache', () => {
  it.each([
    ['before', 600, 1],
    ['after', 1, 600],
  ])('finds a variant for as long as it is useful, stored %s one that is so for less', (_, first, next) => {
    const { cache, clock, keep } = startCache();
    const longer = first > next ? 'first' : 'next';
    keep('first', first);
    keep('next', next);
    clock.nowUs += 599 * second;
    expect(cache.find(key, { accept: longer })).toMatchObject({ kind: 'response' });
    clock.nowUs += second;
    expect(cache.find(key, { accept: longer })).toEqual({ kind: 'uri-miss' });
  });

  it('keeps no answer that was asked for before its key was invalidated', () => {
    const { cache, keep } = startCache();
    const fill = beginFill(cache);
    cache.invalidate(key);
    fill.keep({}, aStoredResponse([]));
    expect(cache.find(key, {})).toEqual({ kind: 'uri-miss' });
    keep('a', 600);
    expect(cache.find(key, { accept: 'a' })).toMatchObject({ kind: 'response' });
  });

  it('invalidates all that a URL has, whatever fields its keys tell', () => {
    const { cache, keepAt } = startCache();
    const keys = ['a', 'b'].map((tenant) => keyOf('/a', { 'x-tenant': tenant }, ['x-tenant']));
    for (const [at, each] of keys.entries()) keepAt(each, ['cache-control', 'max-age=60', 'x-at', `${at}`]);
    const found = (at: number) => cache.find(keys[at] as string, {});
    expect(found(0)).toMatchObject({ headers: ['cache-control', 'max-age=60', 'x-at', '0'] });
    expect(found(1)).toMatchObject({ headers: ['cache-control', 'max-age=60', 'x-at', '1'] });

    const late = beginFill(cache, keys[0]);
    cache.invalidate(key);
    late.keep({}, aStoredResponse(['cache-control', 'max-age=60']));
    expect([found(0), found(1)]).toEqual([{ kind: 'uri-miss' }, { kind: 'uri-miss' }]);
  });

  it('finds variants under a key that tells fields', () => {
    const { cache, keepAt } = startCache();
    const tenant = keyOf('/a', { 'x-tenant': 'a' }, ['x-tenant']);
    for (const accept of ['x', 'y']) {
      keepAt(tenant, ['cache-control', 'max-age=60', 'vary', 'accept', 'x-is', accept], { accept });
    }
    expect(cache.find(tenant, { accept: 'x' })).toMatchObject({
      headers: ['cache-control', 'max-age=60', 'vary', 'accept', 'x-is', 'x'],
    });
    expect(cache.find(tenant, { accept: 'z' })).toEqual({ kind: 'vary-miss', fields: ['accept'] });
  });
});

describe('ResponseCache.purge', () => {
  const aMinute = ['cache-control', 'max-age=60', 'cache-tag', 'red'];

  it.each([
    ['a key', { keys: [key] }],
    ['a tag', { tags: ['tag:red'] }],
    ['a prefix', { prefixes: [`${origin}/`] }],
    ['everything', { everything: true }],
  ])('throws out %s, and what is being asked for meanwhile', (_, purge) => {
    const { cache, keepAt } = startCache();
    keepAt(key, aMinute);
    const late = beginFill(cache);
    expect(cache.purge(purge)).toBe(true);
    expect(cache.find(key, {})).toEqual({ kind: 'uri-miss' });
    late.keep({}, aStoredResponse(aMinute));
    expect(cache.find(key, {})).toEqual({ kind: 'uri-miss' });
    keepAt(key, aMinute);
    expect(cache.find(key, {})).toMatchObject({ kind: 'response' });
  });

  it.each([
    ['another key', { keys: [keyOf('/b')] }],
    ['another tag', { tags: ['tag:blue', 'key:red'] }],
    ['another prefix', { prefixes: [`${origin}/b`, 'http://another'] }],
    ['nothing', {}],
  ])('leaves alone what is not named by %s', (_, purge) => {
    const { cache, keepAt } = startCache();
    keepAt(key, aMinute);
    cache.purge(purge);
    cache.purge({ ...purge, soft: true });
    expect(cache.find(key, {})).toMatchObject({ kind: 'response', lifetimeUs: 60 * second });
  });

  it.each([
    ['a key', { keys: [key] }],
    ['a tag', { tags: ['tag:red'] }],
    ['everything', { everything: true }],
  ])('makes %s stale from then on where it is soft', (_, purge) => {
    const { cache, clock, keepAt } = startCache();
    keepAt(key, aMinute);
    clock.nowUs += 10 * second;
    cache.purge({ ...purge, soft: true });
    clock.nowUs += 5 * second;
    expect(cache.find(key, {})).toMatchObject({ kind: 'response', lifetimeUs: 10 * second });
  });

  it('reaches every variant', () => {
    const { cache, keep } = startCache();
    keep('a', 600);
    cache.purge({ everything: true });
    expect(cache.find(key, { accept: 'a' })).toEqual({ kind: 'vary-miss', fields: ['accept'] });
  });
});
