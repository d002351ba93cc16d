import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/gateway/http-cache/decide.ts';
import type { RequestHeaders } from '../../../src/gateway/http-cache/header-fields.ts';
import { aStoredResponse, receivedAtUs } from './a-stored-response.ts';

const second = 1e6;

function at(ageSeconds: number) {
  return { nowUs: receivedAtUs + ageSeconds * second, earlyRefresh: 0, chance: 0.5 };
}

/** What is decided for a response with this Cache-Control after so many seconds. */
function decided(cacheControl: string, ageSeconds: number, request: RequestHeaders = {}) {
  const stored = aStoredResponse(['cache-control', cacheControl, 'etag', '"1"']);
  const { kind, ...rest } = decide(request, stored, at(ageSeconds));
  if ('refresh' in rest && rest.refresh) return `${kind} and refresh`;
  return 'reason' in rest ? `${kind}: ${rest.reason}` : kind;
}

function asking(cacheControl: string): RequestHeaders {
  return { 'cache-control': cacheControl };
}

describe('decide', () => {
  it('serves while fresh and revalidates from the moment of expiry', () => {
    expect(decided('max-age=60', 59.999)).toBe('serve');
    expect(decided('max-age=60', 60)).toBe('revalidate: stale');
  });

  it('serves a fresh response that must be revalidated only once stale', () => {
    expect(decided('max-age=60, must-revalidate', 59)).toBe('serve');
  });

  it('revalidates a response with no-cache each time', () => {
    expect(decided('max-age=60, no-cache', 0)).toBe('revalidate: stale');
  });

  it('forwards a stale response without a validator', () => {
    const stored = aStoredResponse(['cache-control', 'max-age=60']);
    expect(decide({}, stored, at(61))).toEqual({ kind: 'forward', reason: 'stale' });
  });

  it.each([{ kind: 'uri-miss' }, { kind: 'vary-miss', fields: ['accept'] }] as const)(
    'forwards on a $kind',
    (miss) => {
      expect(decide({}, miss, at(0))).toEqual({ kind: 'forward', reason: miss.kind });
    },
  );

  it.each([
    ['no-cache', 'revalidate: request'],
    ['no-store', 'forward: request'],
    ['max-age=9', 'revalidate: request'],
    ['max-age=10', 'serve'],
    ['min-fresh=50', 'serve'],
    ['min-fresh=51', 'revalidate: request'],
    ['only-if-cached', 'serve'],
    ['max-stale', 'serve'],
  ])('answers a request with %s, for a response fresh for 50 s more, with "%s"', (directive, expected) => {
    expect(decided('max-age=60', 10, asking(directive))).toBe(expected);
  });

  it.each([
    ['max-stale', 'serve'],
    ['max-stale=10', 'serve'],
    ['max-stale=9', 'revalidate: stale'],
    ['max-stale=99, max-age=60', 'revalidate: stale'],
    ['only-if-cached', 'unsatisfiable'],
  ])('answers a request with %s, for a response stale since 10 s, with "%s"', (directive, expected) => {
    expect(decided('max-age=60', 70, asking(directive))).toBe(expected);
  });

  it.each(['must-revalidate, max-age=60', 'proxy-revalidate, max-age=60', 's-maxage=60', 'no-cache'])(
    'does not let max-stale overrule %s',
    (cacheControl) => {
      expect(decided(cacheControl, 70, asking('max-stale=9999'))).toBe('revalidate: stale');
    },
  );

  it('heeds Pragma only where there is no Cache-Control (RFC 9111 §5.4)', () => {
    expect(decided('max-age=60', 10, { pragma: 'no-cache' })).toBe('revalidate: request');
    expect(decided('max-age=60', 10, { pragma: 'no-cache', 'cache-control': 'max-age=30' })).toBe('serve');
  });

  it('reads nothing but no-cache from Pragma', () => {
    expect(decided('max-age=60', 10, { pragma: 'foo, No-Cache' })).toBe('revalidate: request');
    expect(decided('max-age=60', 70, { pragma: 'max-stale, only-if-cached' })).toBe('revalidate: stale');
    expect(decided('max-age=60', 10, { pragma: 'no-store' })).toBe('serve');
  });

  it('finds only-if-cached unsatisfiable where nothing is stored', () => {
    expect(decide(asking('only-if-cached'), { kind: 'uri-miss' }, at(0))).toEqual({
      kind: 'unsatisfiable',
    });
  });

  it.each([
    ['max-age=60, stale-while-revalidate=30', 59, 'serve'],
    ['max-age=60, stale-while-revalidate=30', 60, 'serve and refresh'],
    ['max-age=60, stale-while-revalidate=30', 89.9, 'serve and refresh'],
    ['max-age=60, stale-while-revalidate=30', 90, 'revalidate: stale'],
    ['max-age=60, stale-while-revalidate=30, must-revalidate', 60, 'revalidate: stale'],
    ['max-age=60, stale-while-revalidate=30, proxy-revalidate', 60, 'revalidate: stale'],
    ['s-maxage=60, stale-while-revalidate=30', 60, 'revalidate: stale'],
    ['no-cache, max-age=60, stale-while-revalidate=30', 60, 'revalidate: stale'],
    ['max-age=60, stale-while-revalidate=soon', 60, 'revalidate: stale'],
  ])('answers for %s after %s s with "%s" (RFC 5861 §3)', (cacheControl, ageSeconds, expected) => {
    expect(decided(cacheControl, ageSeconds)).toBe(expected);
  });

  it.each([
    ['no-cache', 'revalidate: request'],
    ['max-age=60', 'revalidate: request'],
    ['max-age=100', 'revalidate: request'],
    ['max-age=100, max-stale', 'serve and refresh'],
    ['min-fresh=1', 'revalidate: request'],
    ['max-stale=9', 'revalidate: request'],
    ['max-stale=10', 'serve and refresh'],
    ['only-if-cached', 'serve and refresh'],
  ])('lets a request with %s have its way while revalidating: "%s"', (directive, expected) => {
    expect(decided('max-age=60, stale-while-revalidate=30', 70, asking(directive))).toBe(expected);
  });

  it.each([
    ['max-age=0', 10, 'serve'],
    ['no-cache', 10, 'revalidate: request'],
    ['max-age=0', 60, 'revalidate: stale'],
  ])('answers a reload with %s of an immutable response after %i s with "%s"', (directive, age, expected) => {
    expect(decided('max-age=60, immutable', age, asking(directive))).toBe(expected);
  });

  it('refreshes early with a chance that grows towards the end, by the time that the origin took (XFetch)', () => {
    const stored = { ...aStoredResponse(['cache-control', 'max-age=60']), fetchUs: 2 * second };
    const refreshes = (ageSeconds: number, chance: number, earlyRefresh = 1): boolean => {
      const decision = decide({}, stored, { ...at(ageSeconds), earlyRefresh, chance });
      return decision.kind === 'serve' && decision.refresh;
    };
    // −2 s × ln(0.5) ≈ 1.39 s before the end.
    expect(refreshes(58.6, 0.5)).toBe(false);
    expect(refreshes(58.7, 0.5)).toBe(true);
    expect(refreshes(58.7, 0.6)).toBe(false);
    expect(refreshes(57.3, 0.5, 2)).toBe(true);
    expect(refreshes(59.9, 0.001, 0)).toBe(false);
  });
});
