import { describe, expect, it } from 'vitest';
import { type CachePolicy, obeyOrigin } from '../../../src/gateway/http-cache/cache-policy.ts';
import type { RequestHeaders } from '../../../src/gateway/http-cache/header-fields.ts';
import * as rule from '../../../src/gateway/http-cache/may-store.ts';
import type { ReceivedResponse } from '../../../src/gateway/http-cache/received-response.ts';

const nowUs = 1e15;

function mayStore(
  request: RequestHeaders,
  response: ReceivedResponse,
  negative: CachePolicy['negative'] = {},
): boolean {
  return rule.mayStore(request, response, { ...obeyOrigin, negative });
}

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

  it.each([200, 404, 503])(
    'stores no answer to a request with a cookie that does not select it: %i',
    (status) => {
      const request = { cookie: 'lang=de' };
      for (const value of ['max-age=60', 'public, max-age=60', 's-maxage=60']) {
        expect(mayStore(request, received(['cache-control', value], status), { 503: 'origin' })).toBe(false);
      }
    },
  );

  it('stores the answer to a request with a cookie where Vary or the route says that cookies select it', () => {
    const request = { cookie: 'lang=de' };
    const headers = ['cache-control', 'max-age=60'];
    expect(mayStore(request, received([...headers, 'vary', 'Accept, Cookie']))).toBe(true);
    const keyRules = { sortQuery: false, stripQuery: [], headers: [], cookies: ['lang'] };
    expect(rule.mayStore(request, received(headers), obeyOrigin, keyRules)).toBe(true);
    expect(rule.mayStore(request, received(headers), obeyOrigin, { ...keyRules, cookies: undefined })).toBe(
      false,
    );
  });

  it('stores an error that the operator names, and no other', () => {
    const answer = received(['cache-control', 'max-age=60'], 503);
    expect(mayStore({}, answer, { 503: 'origin' })).toBe(true);
    expect(mayStore({}, answer, { 503: 10e6 })).toBe(true);
    expect(mayStore({}, answer, { 500: 'origin' })).toBe(false);
  });

  it('stores a named error without a word of the origin only for a lifetime of its own', () => {
    expect(mayStore({}, received([], 503), { 503: 'origin' })).toBe(false);
    expect(mayStore({}, received([], 503), { 503: 10e6 })).toBe(true);
    expect(mayStore({}, received(['cache-control', 'no-store'], 503), { 503: 10e6 })).toBe(false);
  });

  it('goes by a field that speaks to this cache, and then by no other (RFC 9213 §2.2)', () => {
    const both = ['cache-control', 'no-store', 'cdn-cache-control', 'max-age=60'];
    expect(mayStore({}, received(both))).toBe(true);
    expect(mayStore({}, received(['cache-control', 'max-age=60', 'cdn-cache-control', 'no-store']))).toBe(
      false,
    );
    expect(mayStore({}, received(['expires', 'x', 'cdn-cache-control', 'foo'], 302))).toBe(false);
  });

  it('stores what is left where private concerns some fields only (RFC 9111 §5.2.2.7)', () => {
    expect(mayStore({}, received(['cache-control', 'max-age=60, private="x-user"', 'x-user', 'a']))).toBe(
      true,
    );
    expect(mayStore({}, received(['cache-control', 'private="set-cookie"', 'set-cookie', 'a=b']))).toBe(
      false,
    );
  });
});
