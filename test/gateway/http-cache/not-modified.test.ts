import { describe, expect, it } from 'vitest';
import { isNotModified, notModifiedHeaders } from '../../../src/gateway/http-cache/not-modified.ts';
import { aStoredResponse } from './a-stored-response.ts';

const modified = 'Sun, 06 Nov 1994 08:49:37 GMT';
const later = 'Sun, 06 Nov 1994 08:49:38 GMT';
const earlier = 'Sun, 06 Nov 1994 08:49:36 GMT';
const stored = aStoredResponse(['etag', '"a,b"', 'last-modified', modified]);

describe('isNotModified', () => {
  it.each(['"a,b"', 'W/"a,b"', '"x", "a,b"', '"x",W/"a,b" , "y"', '*'])(
    'recognises If-None-Match: %s',
    (value) => {
      expect(isNotModified({ 'if-none-match': value }, stored)).toBe(true);
    },
  );

  it.each(['"x"', '"a"', 'a,b', '', '"a,b'])('does not recognise If-None-Match: %s', (value) => {
    expect(isNotModified({ 'if-none-match': value }, stored)).toBe(false);
  });

  it('compares weak tags of its own weakly (RFC 9110 §13.1.2)', () => {
    expect(isNotModified({ 'if-none-match': '"1"' }, aStoredResponse(['etag', 'W/"1"']))).toBe(true);
  });

  it.each([
    [modified, true],
    [later, true],
    [earlier, false],
    ['yesterday', false],
  ])('answers If-Modified-Since: %s with %s', (value, expected) => {
    expect(isNotModified({ 'if-modified-since': value }, stored)).toBe(expected);
  });

  it('ignores If-Modified-Since beside If-None-Match', () => {
    const request = { 'if-none-match': '"x"', 'if-modified-since': later };
    expect(isNotModified(request, stored)).toBe(false);
  });

  it('goes by Date where there is no Last-Modified (RFC 9111 §4.3.2)', () => {
    const dated = aStoredResponse(['date', modified]);
    expect(isNotModified({ 'if-modified-since': modified }, dated)).toBe(true);
    expect(isNotModified({ 'if-modified-since': earlier }, dated)).toBe(false);
  });

  it('never turns another status into a 304', () => {
    const moved = aStoredResponse(['etag', '"1"'], 301);
    expect(isNotModified({ 'if-none-match': '*' }, moved)).toBe(false);
  });

  it('says no to a request without conditions', () => {
    expect(isNotModified({}, stored)).toBe(false);
  });
});

describe('notModifiedHeaders', () => {
  it('tells what RFC 9110 §15.4.5 asks for and nothing of the body', () => {
    const response = aStoredResponse([
      'etag',
      '"1"',
      'content-length',
      '4',
      'vary',
      'accept',
      'last-modified',
      modified,
    ]);
    expect(notModifiedHeaders(response)).toEqual(['etag', '"1"', 'vary', 'accept']);
  });

  it('tells Last-Modified where there is no entity tag', () => {
    expect(notModifiedHeaders(aStoredResponse(['last-modified', modified]))).toEqual([
      'last-modified',
      modified,
    ]);
  });
});
