import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/gateway/http-cache/decide.ts';
import type { RequestHeaders } from '../../../src/gateway/http-cache/header-fields.ts';
import { aStoredResponse, receivedAtUs } from './a-stored-response.ts';

const second = 1e6;

/** What is decided for a response with this Cache-Control after so many seconds. */
function decided(cacheControl: string, ageSeconds: number, request: RequestHeaders = {}) {
  const stored = aStoredResponse(['cache-control', cacheControl, 'etag', '"1"']);
  const { kind, ...rest } = decide(request, stored, receivedAtUs + ageSeconds * second);
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
    expect(decide({}, stored, receivedAtUs + 61 * second)).toEqual({ kind: 'forward', reason: 'stale' });
  });

  it.each([{ kind: 'uri-miss' }, { kind: 'vary-miss', fields: ['accept'] }] as const)(
    'forwards on a $kind',
    (miss) => {
      expect(decide({}, miss, receivedAtUs)).toEqual({ kind: 'forward', reason: miss.kind });
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

  it('finds only-if-cached unsatisfiable where nothing is stored', () => {
    expect(decide(asking('only-if-cached'), { kind: 'uri-miss' }, receivedAtUs)).toEqual({
      kind: 'unsatisfiable',
    });
  });
});
