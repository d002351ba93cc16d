import { describe, expect, it } from 'vitest';
import { type Fill, ResponseCache } from '../../src/gateway/response-cache.ts';
import type { Store, StoredRecord } from '../../src/gateway/store/store.ts';
import { aStoredResponse, receivedAtUs } from './http-cache/a-stored-response.ts';

const second = 1e6;

/** A cache on a store that throws records out as soon as it may, at a time that the test sets. */
function startCache() {
  const clock = { nowUs: receivedAtUs };
  const held = new Map<string, { readonly record: StoredRecord; readonly untilUs: number }>();
  const store: Store = {
    get: (key) => {
      const found = held.get(key);
      return found !== undefined && clock.nowUs < found.untilUs ? found.record : undefined;
    },
    set: (key, record, usefulForUs) => void held.set(key, { record, untilUs: clock.nowUs + usefulForUs }),
    delete: (key) => void held.delete(key),
    usage: () => undefined,
    close: () => {},
  };
  const cache = new ResponseCache(store, () => clock.nowUs);
  const keep = (accept: string, maxAge: number) =>
    beginFill(cache).keep(
      { accept },
      aStoredResponse(['cache-control', `max-age=${maxAge}, must-revalidate`, 'vary', 'accept']),
    );
  return { cache, clock, keep };
}

const beginFill = (cache: ResponseCache) => cache.beginFill('key', 'key', { mayWait: false }) as Fill;

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
    expect(cache.find('key', { accept: longer })).toMatchObject({ kind: 'response' });
    clock.nowUs += second;
    expect(cache.find('key', { accept: longer })).toEqual({ kind: 'uri-miss' });
  });

  it('keeps no answer that was asked for before its key was invalidated', () => {
    const { cache, keep } = startCache();
    const fill = beginFill(cache);
    cache.invalidate('key');
    fill.keep({}, aStoredResponse([]));
    expect(cache.find('key', {})).toEqual({ kind: 'uri-miss' });
    keep('a', 600);
    expect(cache.find('key', { accept: 'a' })).toMatchObject({ kind: 'response' });
  });
});
