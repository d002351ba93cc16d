import { describe, expect, it } from 'vitest';
import { bypassesCache, isSafeMethod } from '../../../src/gateway/http-cache/cacheable-request.ts';

describe('isSafeMethod', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])('knows that %s is safe', (method) => {
    expect(isSafeMethod(method)).toBe(true);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE', 'M-SEARCH', 'FOO'])('takes %s for unsafe', (method) => {
    expect(isSafeMethod(method)).toBe(false);
  });
});

describe('bypassesCache', () => {
  it.each([
    { 'if-match': '"1"' },
    { 'if-unmodified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' },
    { 'content-length': '3' },
    { 'transfer-encoding': 'chunked' },
    { connection: 'close, Cookie' },
  ])('is so for %j', (headers) => {
    expect(bypassesCache(headers)).toBe(true);
  });

  it.each([
    {},
    { 'content-length': '0' },
    { connection: 'keep-alive' },
    { connection: 'Keep-Alive, TE' },
    { 'if-none-match': '"1"' },
    { authorization: 'Bearer a' },
    { range: 'bytes=0-1' },
  ])('is not so for %j', (headers) => {
    expect(bypassesCache(headers)).toBe(false);
  });
});
