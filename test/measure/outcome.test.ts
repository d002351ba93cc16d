import { describe, expect, it } from 'vitest';
import { cacheableCount, hitRatio, outcomeOf, outcomeOfAnyServer } from '../../src/measure/outcome.ts';

describe('outcomeOf', () => {
  it.each([
    ['hit', 200, 'gatebench; hit; ttl=12'],
    ['hit', 404, 'gatebench;hit'],
    ['stale', 200, 'gatebench; hit; ttl=-3; detail=stale'],
    ['collapsed', 200, 'gatebench; fwd=uri-miss; collapsed'],
    ['stale', 200, 'gatebench;hit;detail=stale;ttl=-1'],
    ['hit', 200, 'gatebench; hit; ttl=-1'],
    ['hit', 200, 'gatebench; hit; ttl=5; detail=L2'],
    ['hit', 200, 'gatebench; hit=?1; key="/a, b; fwd=uri-miss"'],
    ['collapsed', 200, 'gatebench; fwd=stale; fwd-status=304; collapsed'],
    ['collapsed', 200, 'gatebench; fwd=vary-miss; collapsed=?1; stored'],
    ['miss', 200, 'gatebench; fwd=uri-miss; collapsed=?0; stored'],
    ['miss', 200, 'gatebench; fwd=uri-miss; detail=collapsed'],
    ['revalidated', 200, 'gatebench; fwd=stale; fwd-status=304; stored'],
    ['miss', 200, 'gatebench; fwd=uri-miss; fwd-status=304'],
    ['miss', 200, 'gatebench; fwd=stale; fwd-status=503; detail=stale-if-error'],
    ['miss', 200, 'gatebench; fwd=stale; detail=stale-if-error'],
    ['miss', 200, 'gatebench; fwd=partial'],
    ['miss', 200, 'gatebench; fwd=stale; fwd-status=200; stored'],
    ['miss', 200, 'gatebench; fwd=uri-miss; stored; ttl=60'],
    ['miss', 200, 'gatebench; fwd=vary-miss'],
    ['miss', 200, 'gatebench; fwd=miss'],
    ['bypass', 200, 'gatebench; fwd=method'],
    ['bypass', 200, 'gatebench; fwd=bypass'],
    ['bypass', 200, 'gatebench; fwd=request; fwd-status=200'],
    ['error', 200, 'gatebench'],
    ['error', 200, ''],
    ['error', 200, 'gatebench; hit; fwd=stale'],
    ['error', 200, 'gatebench; hit; ttl='],
    ['error', 200, 'gatebench hit'],
    ['error', 200, 'gatebench; hit,'],
    ['error', 200, 'gatebench; key="unclosed; hit'],
    ['error', 200, 'gatebench; Hit'],
    ['error', 200, undefined],
    ['error', 503, 'gatebench; hit'],
    ['error', 500, undefined],
  ])('reads %s from %d and %j', (outcome, status, cacheStatus) => {
    expect(outcomeOf(status, cacheStatus)).toBe(outcome);
  });

  it('asks the cache nearest to the client, which is the last', () => {
    expect(outcomeOf(200, 'origin-cache; hit, gatebench; fwd=uri-miss')).toBe('miss');
    expect(outcomeOf(200, 'origin-cache; fwd=uri-miss, gatebench; hit')).toBe('hit');
    expect(outcomeOf(200, '"a, cache"; fwd=uri-miss; key="x\\", y; hit" ,gatebench; hit')).toBe('hit');
    expect(outcomeOf(200, 'gatebench; fwd=uri-miss; detail="none, hit; hit"')).toBe('miss');
  });
});

describe('outcomeOfAnyServer', () => {
  it('believes what is said of a cache, and takes silence for none', () => {
    expect(outcomeOfAnyServer(200, 'gatebench; hit')).toBe('hit');
    expect(outcomeOfAnyServer(200, undefined)).toBe('bypass');
    expect(outcomeOfAnyServer(200, 'HIT from 127.0.0.1')).toBe('bypass');
    expect(outcomeOfAnyServer(404, undefined)).toBe('bypass');
    expect(outcomeOfAnyServer(500, undefined)).toBe('error');
  });
});

describe('hitRatio', () => {
  it('is what was answered without a backend call of its own over what a cache may answer', () => {
    const counts = { hit: 5, stale: 2, collapsed: 1, revalidated: 1, miss: 1, bypass: 50, error: 50 };
    expect(cacheableCount(counts)).toBe(10);
    expect(hitRatio(counts)).toBe(0.8);
  });

  it('is undefined where nothing was cacheable', () => {
    expect(hitRatio({ bypass: 5, error: 1 })).toBeUndefined();
  });
});
