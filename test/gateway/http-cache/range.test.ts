import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asksForRange,
  type Part,
  partHeaders,
  type RangeSelection,
  selectRange,
  unsatisfiableHeaders,
} from '../../../src/gateway/http-cache/range.ts';
import { aStoredResponse } from './a-stored-response.ts';

const modified = 'Sun, 06 Nov 1994 08:49:37 GMT';
const stored = aStoredResponse(['etag', '"1"', 'content-length', '10'], 200, '0123456789');

function told(selection: RangeSelection): string {
  return selection.kind === 'part' ? `${selection.firstByte}-${selection.lastByte}` : selection.kind;
}

describe('selectRange (RFC 9110 §14.2)', () => {
  it.each([
    ['bytes=0-0', '0-0'],
    ['bytes=2-5', '2-5'],
    ['bytes= 2-5 ', '2-5'],
    ['Bytes=2-5', '2-5'],
    ['bytes=5-', '5-9'],
    ['bytes=5-99', '5-9'],
    ['bytes=-3', '7-9'],
    ['bytes=-99', '0-9'],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['bytes=', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes 0-1', 'whole'],
    ['lines=0-1', 'whole'],
    [`bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
  ])('answers %s of ten bytes with %s', (range, expected) => {
    expect(told(selectRange({ range }, stored))).toBe(expected);
  });

  it('knows a request for a part by its field', () => {
    expect(asksForRange({ range: 'bytes=0-0' })).toBe(true);
    expect(asksForRange({ 'if-range': '"1"' })).toBe(false);
  });

  it('finds no part of an empty body, but all of it', () => {
    const empty = aStoredResponse([], 200, '');
    expect(told(selectRange({ range: 'bytes=0-' }, empty))).toBe('unsatisfiable');
    expect(told(selectRange({ range: 'bytes=-5' }, empty))).toBe('whole');
  });

  it('cuts nothing but a 200, and nothing unasked', () => {
    expect(told(selectRange({ range: 'bytes=0-0' }, aStoredResponse([], 404)))).toBe('whole');
    expect(told(selectRange({}, stored))).toBe('whole');
  });

  it('never goes beyond the body', () => {
    const number = fc.option(fc.nat(20), { nil: '' });
    fc.assert(
      fc.property(number, number, fc.nat(15), (first, last, length) => {
        const response = aStoredResponse([], 200, 'x'.repeat(length));
        const selection = selectRange({ range: `bytes=${first}-${last}` }, response);
        if (selection.kind !== 'part') return;
        expect(selection.firstByte).toBeLessThanOrEqual(selection.lastByte);
        expect(selection.lastByte).toBeLessThan(length);
      }),
    );
  });
});

describe('selectRange: If-Range (RFC 9110 §13.1.5)', () => {
  const dated = (date: string) =>
    aStoredResponse(['last-modified', modified, 'date', date], 200, '0123456789');
  const later = 'Sun, 06 Nov 1994 08:49:38 GMT';

  it.each([
    ['the stored tag', '"1"', stored, '2-5'],
    ['another tag', '"2"', stored, 'whole'],
    ['the stored tag, marked weak', 'W/"1"', stored, 'whole'],
    ['a weak tag that is stored so', 'W/"1"', aStoredResponse(['etag', 'W/"1"']), 'whole'],
    ['the stored date', modified, dated(later), '2-5'],
    ['a date that was sent within the same second', modified, dated(modified), 'whole'],
    ['another date', later, dated(later), 'whole'],
    ['a date where there is none', modified, stored, 'whole'],
    ['an empty value', '', stored, 'whole'],
  ])('with %s', (_, validator, response, expected) => {
    expect(told(selectRange({ range: 'bytes=2-5', 'if-range': validator }, response))).toBe(expected);
  });
});

describe('the fields of a 206 and of a 416', () => {
  it('say which part it is of how much', () => {
    const part = selectRange({ range: 'bytes=2-5' }, stored) as Part;
    expect(partHeaders(stored, part)).toEqual([
      'etag',
      '"1"',
      'content-length',
      '4',
      'content-range',
      'bytes 2-5/10',
    ]);
    expect(unsatisfiableHeaders(stored)).toEqual(['content-length', '0', 'content-range', 'bytes */10']);
  });
});
