import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogTime } from '../../../src/workload/trace/log-time.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time as a log east of Greenwich by so many minutes writes it. */
function writeLogTime(time: Date, zoneMinutes: number): string {
  const local = new Date(time.getTime() + zoneMinutes * 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const zone = Math.abs(zoneMinutes);
  return (
    `${two(local.getUTCDate())}/${months[local.getUTCMonth()]}/${String(local.getUTCFullYear()).padStart(4, '0')}` +
    `:${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}` +
    ` ${zoneMinutes < 0 ? '-' : '+'}${two(Math.floor(zone / 60))}${two(zone % 60)}`
  );
}

describe('parseLogTime', () => {
  it('reads the time of the format’s documentation', () => {
    expect(parseLogTime('10/Oct/2000:13:55:36 -0700')).toBe(Date.UTC(2000, 9, 10, 20, 55, 36) * 1000);
  });

  it('reads any second of the years 1900 to 2199 in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1900, 0, 2) / 1000, max: Date.UTC(2199, 11, 30) / 1000 }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (seconds, zoneMinutes) => {
          const written = writeLogTime(new Date(seconds * 1000), zoneMinutes);
          expect(parseLogTime(written)).toBe(seconds * 1e6);
        },
      ),
    );
  });

  it.each([
    '',
    '10/Okt/2000:13:55:36 -0700',
    '31/Sep/2000:13:55:36 -0700',
    '29/Feb/1900:00:00:00 +0000',
    '00/Oct/2000:13:55:36 -0700',
    '10/Oct/2000:24:00:00 -0700',
    '10/Oct/2000:13:60:36 -0700',
    '10/Oct/2000:13:55:61 -0700',
    '10/Oct/2000:13:55:36',
    '2000-10-10T13:55:36Z',
  ])('refuses %j', (text) => {
    expect(parseLogTime(text)).toBeUndefined();
  });
});
