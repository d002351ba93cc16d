import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHttpDate, parseHttpDate } from '../../src/backend/http-date.ts';

const exampleMs = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('parseHttpDate', () => {
  // The three examples of RFC 9110 §5.6.7.
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads %j',
    (text) => {
      expect(parseHttpDate(text)).toBe(exampleMs);
    },
  );

  it.each([
    '',
    '0',
    '784111777',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994',
    'Sun, 99 Nov 1994 08:49:37 GMT',
  ])('knows that %j is no date', (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });

  it('reads what formatHttpDate writes, to the second', () => {
    const latest = Date.UTC(9999, 11, 31);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: latest }), (ms) => {
        expect(parseHttpDate(formatHttpDate(ms))).toBe(Math.floor(ms / 1000) * 1000);
      }),
    );
  });
});
