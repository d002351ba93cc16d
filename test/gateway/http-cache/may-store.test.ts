import { describe, expect, it } from 'vitest';
import { mayStore } from '../../../src/gateway/http-cache/may-store.ts';

const nowUs = 1e15;

function received(headers: readonly string[], status = 200) {
  return { status, headers, requestedAtUs: nowUs, receivedAtUs: nowUs };
}

describe('mayStore', () => {
  it.each([
    [['cache-control', 'max-age=60']],
    [['cache-control', 's-maxage=60']],
    [['cache-control', 'public']],
    [['expires', 'Sun, 06 Nov 1994 08:49:37 GMT']],
    [['cache-control', 'no-cache']],
    [[]],
  ])('allows a 200 with %j', (headers) => {
    expect(mayStore({}, received(headers))).toBe(true);
  });

  it.each([
    [['cache-control', 'no-store']],
    [['cache-control', 'max-age=60', 'cache-control', 'no-store']],
    [['cache-control', 'private, max-age=60']],
    [['cache-control', 'max-age=60', 'set-cookie', 'a=b']],
    [['cache-control', 'max-age=60', 'vary', '*']],
    [['cache-control', 'max-age=60', 'vary', 'accept, *']],
    [['cache-control', 'max-age=60', 'vary', 'accept', 'vary', '*']],
  ])('forbids a 200 with %j', (headers) => {
    expect(mayStore({}, received(headers))).toBe(false);
  });

  it('obeys no-store of the request', () => {
    expect(mayStore({ 'cache-control': 'no-store' }, received(['cache-control', 'max-age=60']))).toBe(false);
  });

  it.each(['public, max-age=60', 's-maxage=60', 'must-revalidate, max-age=60'])(
    'stores what an Authorization asked for if the origin says %s (RFC 9111 §3.5)',
    (value) => {
      expect(mayStore({ authorization: 'Bearer a' }, received(['cache-control', value]))).toBe(true);
    },
  );

  it.each(['max-age=60', 'proxy-revalidate, max-age=60', 'no-cache'])(
    'does not store what an Authorization asked for if the origin says only %s',
    (value) => {
      expect(mayStore({ authorization: 'Bearer a' }, received(['cache-control', value]))).toBe(false);
    },
  );

  it.each([201, 302, 307])('stores a %i only with the word of the origin', (status) => {
    expect(mayStore({}, received([], status))).toBe(false);
    expect(mayStore({}, received(['cache-control', 'max-age=60'], status))).toBe(true);
  });

  it.each([206, 304, 400, 403, 405, 414, 431, 500, 501, 502, 503])('never stores a %i', (status) => {
    expect(mayStore({}, received(['cache-control', 'public, max-age=60'], status))).toBe(false);
  });

  it('lets must-understand lift no-store for a status that it understands (RFC 9111 §5.2.2.3)', () => {
    const headers = ['cache-control', 'must-understand, no-store, max-age=60'];
    expect(mayStore({}, received(headers, 200))).toBe(true);
    expect(mayStore({}, received(headers, 299))).toBe(false);
  });
});
