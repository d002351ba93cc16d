import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequestLine } from '../../../src/workload/trace/request-line.ts';

const targetOf = (uri: string) => parseRequestLine(`GET ${uri} HTTP/1.1`)?.target;

describe('parseRequestLine', () => {
  it('tells method and target', () => {
    expect(parseRequestLine('PUT /a/b?c=d HTTP/2.0')).toEqual({ method: 'PUT', target: '/a/b?c=d' });
  });

  it.each([
    ['http://example.com/a?b', '/a?b'],
    ['HTTPS://user@example.com:8443/a', '/a'],
    ['http://example.com', '/'],
    ['http://example.com?b', '/?b'],
    ['http://[2001:db8::1]:80/a', '/a'],
  ])('takes the path of the absolute form %s', (uri, target) => {
    expect(targetOf(uri)).toBe(target);
  });

  it.each([
    ['/caf\\xC3\\xA9', '/caf%C3%A9'],
    ['/a\\x22b', '/a%22b'],
    ['/a\\"b', '/a%22b'],
    ['/a\\\\b', '/a%5Cb'],
    ['/a\\x5Cb', '/a%5Cb'],
    ['/a\\tb', '/a%09b'],
    ['/a\\x41b', '/aAb'],
    ['/a\\x25b', '/a%25b'],
    ['/a%20b', '/a%20b'],
    ['/café', '/caf%C3%A9'],
    ['/💡', '/%F0%9F%92%A1'],
    ['/a#b', '/a%23b'],
  ])('writes %s as %s', (uri, target) => {
    expect(targetOf(uri)).toBe(target);
  });

  it.each([
    '',
    '-',
    '\\x16\\x03\\x01\\x00\\xEE',
    'GET /',
    'GET  / HTTP/1.1',
    'GET /a b HTTP/1.1',
    'get / HTTP/1.1',
    'CONNECT example.com:443 HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET / FTP/1.0',
  ])('refuses %j', (text) => {
    expect(parseRequestLine(text)).toBeUndefined();
  });

  it('gives visible ASCII whatever the log holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const target = targetOf(`/${text}`);
        if (target !== undefined) expect(target).toMatch(/^\/[\x21-\x7e]*$/);
      }),
    );
  });
});
