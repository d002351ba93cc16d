import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDictionary, parseList } from '../../../src/gateway/http-cache/structured-fields.ts';

describe('parseDictionary (RFC 9651 §4.2.2)', () => {
  it('reads members of every type, and drops their parameters', () => {
    const value =
      'a=1;x, b=-2.5 ,\tc="d\\"e\\\\";y="z", f=g/h:i;j=?0, k=:aGk=:, l=?0, m, n;o=1, p=@-5, q=%"f%c3%bc", r=(1 "s"  t;u);v';
    expect([...(parseDictionary(value) ?? [])]).toEqual([
      ['a', { type: 'integer', value: 1 }],
      ['b', { type: 'decimal', value: -2.5 }],
      ['c', { type: 'string', value: 'd"e\\' }],
      ['f', { type: 'token', value: 'g/h:i' }],
      ['k', { type: 'bytes', value: 'aGk=' }],
      ['l', { type: 'boolean', value: false }],
      ['m', { type: 'boolean', value: true }],
      ['n', { type: 'boolean', value: true }],
      ['p', { type: 'date', value: -5 }],
      ['q', { type: 'display-string', value: 'f%c3%bc' }],
      ['r', { type: 'inner-list' }],
    ]);
  });

  it('lets the last of repeated keys count', () => {
    expect(parseDictionary('a=1, b, a=2')?.get('a')).toEqual({ type: 'integer', value: 2 });
  });

  it('finds nothing in an empty value', () => {
    expect(parseDictionary('  ')?.size).toBe(0);
  });

  it.each([
    'a=1,',
    ',a=1',
    'a=1,,b',
    'a =1',
    'a= 1',
    'A=1',
    'a=1 b',
    'a=1; =2',
    'a=&',
    'a=1234567890123456',
    'a=1.',
    'a=1.2345',
    'a=--1',
    'a="b',
    'a="b\\c"',
    'a="ü"',
    'a=?2',
    'a=:b',
    'a=(b',
    'a=(b"c")',
    'a=((b))',
    '"a"',
  ])('rejects %s as a whole', (value) => {
    expect(parseDictionary(value)).toBeUndefined();
  });

  it('ends for any text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9*=,;()"\\?:@%. -]{0,40}$/), (value) => {
        const members = parseDictionary(value);
        if (members === undefined) expect(parseDictionary(`${value}, a=1`)).toBeUndefined();
      }),
    );
  });
});

describe('parseList (RFC 9651 §4.2.1)', () => {
  it('reads the members in their order', () => {
    expect(parseList('"a", b;c, 1, ()')).toEqual([
      { type: 'string', value: 'a' },
      { type: 'token', value: 'b' },
      { type: 'integer', value: 1 },
      { type: 'inner-list' },
    ]);
  });

  it.each(['"a",', '"a" "b"', 'a=1', '"a', '&'])('rejects %s as a whole', (value) => {
    expect(parseList(value)).toBeUndefined();
  });
});
