import { describe, expect, it } from 'vitest';
import { responseDirectives } from '../../../src/gateway/http-cache/targeted-cache-control.ts';
import { aStoredResponse } from './a-stored-response.ts';

function directives(...headers: readonly string[]) {
  return responseDirectives(['cache-control', 'max-age=1', ...headers]);
}

describe('responseDirectives (RFC 9213)', () => {
  it('reads Cache-Control where nothing is targeted at this cache', () => {
    expect(directives()).toMatchObject({ isTargeted: false, maxAgeUs: 1e6 });
  });

  it('takes the most specific field that there is, and forgets the others', () => {
    const cdn = ['cdn-cache-control', 'max-age=2, no-cache'];
    const own = ['gatebench-cache-control', 'max-age=3'];
    expect(directives(...cdn)).toMatchObject({ isTargeted: true, maxAgeUs: 2e6, noCache: true });
    expect(directives(...cdn, ...own)).toMatchObject({ isTargeted: true, maxAgeUs: 3e6, noCache: false });
  });

  it('knows all directives, in the notation of structured fields', () => {
    const value = 'private="x-a", s-maxage=5, stale-while-revalidate=6;p, must-revalidate, no-store=?0, foo';
    expect(directives('cdn-cache-control', value)).toMatchObject({
      withheldFields: ['x-a'],
      isPrivate: false,
      sMaxageUs: 5e6,
      staleWhileRevalidateUs: 6e6,
      mustRevalidate: true,
      noStore: false,
      maxAgeUs: undefined,
    });
  });

  it('counts a field that holds an unknown directive alone (RFC 9213 §3.1)', () => {
    expect(directives('cdn-cache-control', 'none')).toMatchObject({ isTargeted: true, maxAgeUs: undefined });
  });

  it('bounds a lifetime that is too large to count with', () => {
    expect(directives('cdn-cache-control', 'max-age=99999999999').maxAgeUs).toBe(2 ** 31 * 1e6);
  });

  it.each([
    '',
    'max-age=2, &&&',
    'MaX-aGe=2',
    'max-age =2',
    'max-age= 2',
    'max-age="2"',
    'max-age=2.0',
    'max-age',
    'max-age=-2',
  ])('ignores an empty or invalid field: "%s"', (value) => {
    expect(directives('cdn-cache-control', value)).toMatchObject({ isTargeted: false, maxAgeUs: 1e6 });
  });

  it('leaves Expires out of account', () => {
    const expires = ['expires', 'Mon, 23 Nov 2099 12:00:00 GMT'];
    expect(aStoredResponse(['cdn-cache-control', 'none', ...expires]).lifetimeUs).toBe(0);
    expect(aStoredResponse(['cdn-cache-control', '&', ...expires]).lifetimeUs).toBeGreaterThan(0);
  });
});
