import { describe, expect, it } from 'vitest';
import { freshenHeaders } from '../../../src/gateway/http-cache/freshen.ts';
import { confirms, revalidationRequest } from '../../../src/gateway/http-cache/revalidation.ts';
import { aStoredResponse } from './a-stored-response.ts';

const modified = 'Sun, 06 Nov 1994 08:49:37 GMT';

describe('revalidationRequest', () => {
  it('puts the stored validators in place of the client’s', () => {
    const stored = aStoredResponse(['etag', '"1"', 'last-modified', modified]);
    expect(revalidationRequest({ accept: 'a', 'if-none-match': '"x"' }, stored)).toEqual({
      accept: 'a',
      'if-none-match': '"1"',
      'if-modified-since': modified,
    });
  });

  it('sends no condition of the client’s for a validator that is not stored', () => {
    const stored = aStoredResponse(['etag', '"1"']);
    const { 'if-modified-since': since } = revalidationRequest({ 'if-modified-since': modified }, stored);
    expect(since).toBeUndefined();
  });
});

describe('confirms', () => {
  const stored = aStoredResponse(['etag', '"1"']);

  it('believes a 304 with the stored entity tag, or with none', () => {
    expect(confirms(['etag', '"1"'], stored)).toBe(true);
    expect(confirms(['etag', 'W/"1"'], stored)).toBe(true);
    expect(confirms([], stored)).toBe(true);
  });

  it('does not believe a 304 that speaks of another representation (RFC 9111 §4.3.4)', () => {
    expect(confirms(['etag', '"2"'], stored)).toBe(false);
  });
});

describe('freshenHeaders', () => {
  it('replaces what the 304 carries, keeps the rest, and leaves what describes the stored body (RFC 9111 §3.2)', () => {
    const stored = ['x', '1', 'x', '2', 'etag', '"1"', 'content-length', '4', 'content-type', 'a'];
    const notModified = ['x', '3', 'content-length', '0', 'content-type', 'b'];
    expect(freshenHeaders(stored, notModified)).toEqual([
      'etag',
      '"1"',
      'content-length',
      '4',
      'x',
      '3',
      'content-type',
      'b',
    ]);
  });
});
