import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHttpDate } from '../../../src/gateway/http-cache/http-date.ts';

const nowUs = Date.UTC(2026, 10, 23) * 1e3;

describe('parseHttpDate', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads %s, one of the three forms of RFC 9110 §5.6.7',
    (text) => {
      expect(parseHttpDate(text, nowUs)).toBe(784_111_777e6);
    },
  );

  it.each([
    'SUN, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 nOV 1994 08:49:37 gmt',
    'sunday, 06-NOV-94 08:49:37 GMT',
  ])('reads %s, because case does not count (RFC 9111 §4.2)', (text) => {
    expect(parseHttpDate(text, nowUs)).toBe(784_111_777e6);
  });

  it('reads what Date writes, whatever the day', () => {
    const second = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1e3 });
    fc.assert(
      fc.property(second, (seconds) => {
        expect(parseHttpDate(new Date(seconds * 1e3).toUTCString(), nowUs)).toBe(seconds * 1e6);
      }),
    );
  });

  it('takes a two-digit year more than 50 years ahead for one of the last century', () => {
    expect(parseHttpDate('Monday, 01-Jan-76 00:00:00 GMT', nowUs)).toBe(Date.UTC(2076, 0, 1) * 1e3);
    expect(parseHttpDate('Saturday, 01-Jan-77 00:00:00 GMT', nowUs)).toBe(Date.UTC(1977, 0, 1) * 1e3);
  });

  it.each([
    '',
    '0',
    '-1',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 EST',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 31 Feb 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
    '1994-11-06T08:49:37Z',
  ])('refuses %j', (text) => {
    expect(parseHttpDate(text, nowUs)).toBeUndefined();
  });
});
