import { describe, expect, it } from 'vitest';
import { freshenHeaders } from '../../../src/gateway/http-cache/freshen.ts';
import { confirms, headConfirms, revalidationRequest } from '../../../src/gateway/http-cache/revalidation.ts';
import { aStoredResponse } from './a-stored-response.ts';

const modified = 'Sun, 06 Nov 1994 08:49:37 GMT';
const later = 'Sun, 06 Nov 1994 08:49:38 GMT';

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
  it.each([
    ['the stored strong tag', ['etag', '"1"'], ['etag', '"1"'], true],
    ['another strong tag', ['etag', '"2"'], ['etag', '"1"'], false],
    ['a strong tag where the stored one is weak', ['etag', '"1"'], ['etag', 'W/"1"'], false],
    ['a strong tag where none is stored', ['etag', '"1"'], ['last-modified', modified], false],
    ['the stored strong tag and another date', ['etag', '"1"', 'last-modified', 'x'], ['etag', '"1"'], true],
    ['the stored weak tag', ['etag', 'W/"1"'], ['etag', 'W/"1"'], true],
    ['the stored tag marked weak', ['etag', 'W/"1"'], ['etag', '"1"'], true],
    ['another weak tag', ['etag', 'W/"2"'], ['etag', '"1"'], false],
    ['the stored date', ['last-modified', modified], ['etag', '"1"', 'last-modified', modified], true],
    ['another date', ['last-modified', later], ['last-modified', modified], false],
    ['no validator', [], ['etag', '"1"', 'last-modified', modified], true],
  ])('takes a 304 with %s for what it is (RFC 9111 §4.3.4)', (_, notModified, stored, isConfirmed) => {
    expect(confirms(notModified, aStoredResponse(stored))).toBe(isConfirmed);
  });
});

describe('headConfirms (RFC 9111 §4.3.5)', () => {
  const stored = aStoredResponse(['etag', '"1"', 'last-modified', modified]);

  it.each([
    ['the stored tag', ['etag', '"1"'], true],
    ['another tag', ['etag', '"2"', 'last-modified', modified], false],
    ['the stored tag marked weak', ['etag', 'W/"1"'], false],
    ['the stored date', ['last-modified', modified], true],
    ['another date', ['etag', '"1"', 'last-modified', later], false],
    ['the stored length', ['content-length', '4'], true],
    ['another length', ['etag', '"1"', 'content-length', '5'], false],
    ['nothing to compare', [], true],
  ])('takes a 200 to HEAD with %s for what it is', (_, head, isConfirmed) => {
    expect(headConfirms(head, stored)).toBe(isConfirmed);
  });

  it('finds a tag where none is stored out of date', () => {
    expect(headConfirms(['etag', '"1"'], aStoredResponse([]))).toBe(false);
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
