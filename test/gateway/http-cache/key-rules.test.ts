import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestHeaders } from '../../../src/gateway/http-cache/header-fields.ts';
import { type KeyRules, keyRequest } from '../../../src/gateway/http-cache/key-rules.ts';

const origin = 'http://127.0.0.1:40001';
const noRules: KeyRules = { sortQuery: false, stripQuery: [], headers: [], cookies: undefined };

function keyed(rules: Partial<KeyRules>, headers: RequestHeaders = {}, target = '/a') {
  return keyRequest({ origin, target, headers }, { ...noRules, ...rules });
}

describe('keyRequest', () => {
  it('leaves a request without rules as it is', () => {
    const headers = { cookie: 'a=1' };
    expect(keyRequest({ origin, target: '/a?b', headers }, undefined)).toMatchObject({
      target: '/a?b',
      headers,
    });
  });

  it('has the key of a request without rules where the rules change nothing', () => {
    expect(keyed({}).key).toBe(keyRequest({ origin, target: '/a', headers: {} }, undefined).key);
  });

  it('forwards the target that the key tells', () => {
    const tidied = keyed({ stripQuery: ['utm_*'], sortQuery: true }, {}, '/a?c=1&utm_x=evil&b=2');
    expect(tidied.target).toBe('/a?b=2&c=1');
    expect(tidied.key).toBe(keyed({}, {}, '/a?b=2&c=1').key);
  });

  it('tells requests apart by the named fields, one without the field too', () => {
    const rules = { headers: ['accept-language'] };
    const keys = [undefined, '', 'de', 'en'].map(
      (language) => keyed(rules, { 'accept-language': language }).key,
    );
    expect(new Set(keys).size).toBe(4);
    expect(keyed(rules, { accept: 'a' }).key).toBe(keyed(rules, { accept: 'b' }).key);
  });

  it('forwards the named cookies alone, and puts them into the key', () => {
    const rules = { cookies: ['lang', 'tier'] };
    const alice = keyed(rules, { cookie: 'session=alice; tier=1;lang=de' });
    const bob = keyed(rules, { cookie: 'lang=de; tier=1; session=bob' });
    expect(alice.headers['cookie']).toBe('lang=de; tier=1');
    expect(alice).toEqual(bob);
    expect(keyed(rules, { cookie: 'lang=en; tier=1' }).key).not.toBe(alice.key);
    expect(keyed(rules, { cookie: 'session=x' }).headers).toEqual({});
  });

  it('takes every cookie out where none is named', () => {
    const { headers, key } = keyed({ cookies: [] }, { accept: 'a', cookie: 'session=alice' });
    expect(headers).toEqual({ accept: 'a' });
    expect(key).toBe(keyed({}).key);
  });

  it('keeps one key for the URL, whatever else tells requests apart', () => {
    const rules = { headers: ['x-tenant'], cookies: ['lang'] };
    const one = keyed(rules, { 'x-tenant': 'a', cookie: 'lang=de' });
    const other = keyed(rules, { 'x-tenant': 'b' });
    expect(one.key).not.toBe(other.key);
    expect(one.urlKey).toBe(other.urlKey);
    expect(one.urlKey).toBe(keyed({}).key);
  });

  it('gives equal keys to requests that are forwarded equal in what the key tells, and to no others', () => {
    const value = fc.option(fc.stringMatching(/^[0-9:a-]{0,5}$/), { nil: undefined });
    const request = fc.record({
      target: fc.stringMatching(/^\/[0-9:a-]{0,5}$/),
      a: value,
      b: value,
      cookie: fc.option(fc.stringMatching(/^[lmn]=[0-9:-]{0,3}(?:; [lmn]=[0-9:-]{0,3})?$/), {
        nil: undefined,
      }),
    });
    const rules = { headers: ['a', 'b'], cookies: ['l', 'm'] };
    fc.assert(
      fc.property(request, request, (one, other) => {
        const [first, second] = [one, other].map(({ target, ...headers }) => keyed(rules, headers, target));
        const told = [first, second].map((it) => JSON.stringify([it?.target, it?.headers]));
        const isEqual = JSON.stringify(sorted(first)) === JSON.stringify(sorted(second));
        expect(first?.key === second?.key, told.join(' and ')).toBe(isEqual);
      }),
      { numRuns: 1000 },
    );
  });
});

function sorted(request: ReturnType<typeof keyed> | undefined): readonly unknown[] {
  const { a = null, b = null, cookie = null } = request?.headers ?? {};
  return [request?.target, a, b, cookie];
}
