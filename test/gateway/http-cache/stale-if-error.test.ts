import { describe, expect, it } from 'vitest';
import { countsAsError, mayAnswerError } from '../../../src/gateway/http-cache/stale-if-error.ts';
import { aStoredResponse, receivedAtUs } from './a-stored-response.ts';

function allowed(cacheControl: string, ageSeconds: number, asked = ''): boolean {
  const stored = aStoredResponse(['cache-control', cacheControl]);
  return mayAnswerError({ 'cache-control': asked }, stored, receivedAtUs + ageSeconds * 1e6);
}

describe('countsAsError', () => {
  it.each([500, 502, 503, 504])('is so for %i', (status) => {
    expect(countsAsError(status)).toBe(true);
  });

  it.each([200, 404, 501, 505])('is not so for %i', (status) => {
    expect(countsAsError(status)).toBe(false);
  });
});

describe('mayAnswerError (RFC 5861 §4)', () => {
  it('is so until the response has been stale for as long as it allows', () => {
    expect(allowed('max-age=60, stale-if-error=30', 90)).toBe(true);
    expect(allowed('max-age=60, stale-if-error=30', 90.1)).toBe(false);
    expect(allowed('max-age=60', 60)).toBe(false);
  });

  it('is so where the request allows it', () => {
    expect(allowed('max-age=60', 80, 'stale-if-error=30')).toBe(true);
    expect(allowed('max-age=60', 91, 'stale-if-error=30')).toBe(false);
  });

  it.each(['must-revalidate, max-age=60', 'proxy-revalidate, max-age=60', 's-maxage=60', 'no-cache'])(
    'is not so against %s',
    (cacheControl) => {
      expect(allowed(`${cacheControl}, stale-if-error=99`, 61, 'stale-if-error=99')).toBe(false);
    },
  );

  it('is not so for a client that asks with Pragma: no-cache', () => {
    const stored = aStoredResponse(['cache-control', 'max-age=60, stale-if-error=30']);
    expect(mayAnswerError({ pragma: 'no-cache' }, stored, receivedAtUs + 61e6)).toBe(false);
  });

  it.each(['no-cache', 'no-store'])('is not so for a client that asks with %s', (asked) => {
    expect(allowed('max-age=60, stale-if-error=30', 61, asked)).toBe(false);
  });
});
