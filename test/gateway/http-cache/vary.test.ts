import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variantSelection, varyingFields } from '../../../src/gateway/http-cache/vary.ts';

describe('varyingFields', () => {
  it('is one list whatever the case, the order and the lines of Vary', () => {
    expect(varyingFields(['vary', 'Accept-Encoding, accept', 'vary', 'Accept'])).toEqual([
      'accept',
      'accept-encoding',
    ]);
    expect(varyingFields(['etag', '"1"'])).toEqual([]);
  });
});

describe('variantSelection', () => {
  const fields = ['accept', 'accept-encoding'];

  const selectionOf = (name: string, value: string) => variantSelection([name], { [name]: value });

  it('is equal for lists that differ in white space only (RFC 9111 §4.1)', () => {
    for (const name of ['accept', 'accept-language', 'accept-encoding', 'x-list']) {
      expect(selectionOf(name, ' a , b ')).toBe(selectionOf(name, 'a,b'));
    }
  });

  it('tells apart what white space or an empty member may tell apart', () => {
    for (const name of ['cookie', 'authorization']) {
      expect(selectionOf(name, 'a=b, c')).not.toBe(selectionOf(name, 'a=b,c'));
    }
    expect(selectionOf('x-list', 'a,,b')).not.toBe(selectionOf('x-list', 'a,b'));
    expect(selectionOf('accept', 'a/b;c="d, e"')).not.toBe(selectionOf('accept', 'a/b;c="d,e"'));
  });

  it('is equal for languages and codings that differ in case only, and for nothing else', () => {
    for (const name of ['accept-language', 'accept-encoding']) {
      expect(selectionOf(name, 'De, GZIP')).toBe(selectionOf(name, 'de,gzip'));
      expect(selectionOf(name, 'de, en')).not.toBe(selectionOf(name, 'en, de'));
    }
    expect(selectionOf('accept', 'A')).not.toBe(selectionOf('accept', 'a'));
  });

  it('tells an empty field from an absent one', () => {
    expect(variantSelection(fields, { accept: '' })).not.toBe(variantSelection(fields, {}));
  });

  it('ignores the fields that do not select', () => {
    expect(variantSelection(fields, { cookie: 'a' })).toBe(variantSelection(fields, {}));
  });

  it('never lets one value imitate two', () => {
    const value = fc.option(fc.stringMatching(/^[-0-9:a]{0,6}$/), { nil: undefined });
    const values = fc.tuple(value, value);
    const selection = ([accept, encoding]: readonly (string | undefined)[]) =>
      variantSelection(fields, { accept, 'accept-encoding': encoding });
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(selection(one) === selection(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
