import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  durationPattern,
  formatBytes,
  formatDuration,
  formatFactor,
  formatMoney,
  formatNumber,
  formatShare,
  parseDuration,
  parseSize,
  sizePattern,
  spellDuration,
  spellSize,
} from '../../src/support/units.ts';

describe('parseDuration', () => {
  it.each([
    ['250us', 250],
    ['250µs', 250],
    ['1.5ms', 1500],
    ['2s', 2_000_000],
    ['2m', 120_000_000],
    ['1h', 3_600_000_000],
    ['0s', 0],
  ])('reads %s as %d µs', (text, us) => {
    expect(parseDuration(text)).toBe(us);
  });

  it.each(['10 sec', '10', '-1s', 's', '1.s', '.5s', '1e3ms', '64MiB', '1S', '', 'constructor'])(
    'knows that %j is no duration',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('parseSize', () => {
  it.each([
    ['0B', 0],
    ['2.4KiB', 2458],
    ['1KB', 1000],
    ['64MiB', 67_108_864],
    ['1.5GB', 1_500_000_000],
  ])('reads %s as %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['64', '64 MiB', '64mib', '-1B', '2s'])('knows that %j is no size', (text) => {
    expect(parseSize(text)).toBeUndefined();
  });
});

describe('the patterns for editors', () => {
  it('accept exactly what the parsers accept', () => {
    const number = fc.constantFrom('1', '0', '12.5', '1.', '.5', '-1', '');
    const unit = fc.constantFrom(
      'us',
      'µs',
      'ms',
      's',
      'm',
      'h',
      'B',
      'KB',
      'MB',
      'GB',
      'KiB',
      'MiB',
      'GiB',
      'x',
      ' s',
      '',
    );
    fc.assert(
      fc.property(number, unit, (digits, name) => {
        const text = digits + name;
        expect(new RegExp(durationPattern, 'u').test(text)).toBe(parseDuration(text) !== undefined);
        expect(new RegExp(sizePattern, 'u').test(text)).toBe(parseSize(text) !== undefined);
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 µs'],
    [4.25, '4.3 µs'],
    [842, '842 µs'],
    [999.6, '1.00 ms'],
    [12_340, '12.3 ms'],
    [999_499, '999 ms'],
    [999_500, '1.00 s'],
    [1_500_000, '1.50 s'],
    [59_960_000, '1 min 0 s'],
    [250_000_000, '4 min 10 s'],
    [3_599_700_000, '1 h 0 min'],
    [7_199_000_000, '2 h 0 min'],
    [Number.NaN, '–'],
  ])('shows %d µs as %s', (us, text) => {
    expect(formatDuration(us)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [1023.6, '1.00 KiB'],
    [2458, '2.40 KiB'],
    [67_108_864, '64.0 MiB'],
    [5 * 2 ** 50, '5120 TiB'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('shows %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatNumber', () => {
  it.each([
    [12_345, '12,345'],
    [12_345.6, '12,346'],
    [99.96, '100'],
    [42.125, '42.1'],
    [2.71893, '2.72'],
    [-1234, '-1,234'],
    [Number.NaN, '–'],
  ])('shows %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.972, '97.2 %'],
    [0.9994, '99.94 %'],
    [0.999999, '99.99 %'],
    [0.0012, '0.12 %'],
    [0.000001, '< 0.01 %'],
    [1.6, '160 %'],
    [12.5, '1,250 %'],
    [-0.05, '-5 %'],
    [Number.NaN, '–'],
  ])('shows %d as %s', (ratio, text) => {
    expect(formatShare(ratio)).toBe(text);
  });
});

describe('spellDuration and spellSize', () => {
  it.each([
    [4_000_000, '4 s'],
    [1500, '1.5 ms'],
    [90_000_000, '1.5 m'],
    [50_000, '50 ms'],
    [0, '0 us'],
  ])('spell %d µs as %s', (us, text) => {
    expect(spellDuration(us)).toBe(text);
  });

  it('spell sizes so that they can be read again, exactly', () => {
    expect(spellSize(64 * 2 ** 20)).toBe('64 MiB');
    fc.assert(
      fc.property(fc.nat(2 ** 40), (amount) => {
        expect(parseSize(spellSize(amount).replace(' ', ''))).toBe(amount);
        expect(parseDuration(spellDuration(amount).replace(' ', ''))).toBe(amount);
      }),
    );
  });
});

describe('formatFactor', () => {
  it.each([
    [12.34, '12.3'],
    [1, '1'],
    [0.9561, '0.956'],
    [0.5, '0.500'],
    [0.04521, '0.0452'],
    [0, '0'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('shows %d as %s', (factor, text) => {
    expect(formatFactor(factor)).toBe(text);
  });
});

describe('formatMoney', () => {
  it.each([
    [12345.6, '12,346 USD'],
    [1.234, '1.23 USD'],
    [2, '2.00 USD'],
    [250, '250 USD'],
    [0.00421, '0.0042 USD'],
    [0.00000012, '0.00000012 USD'],
    [0, '0 USD'],
    [Number.NaN, '–'],
  ])('shows %d as %s', (amount, text) => {
    expect(formatMoney(amount, 'USD')).toBe(text);
  });

  it('leaves out a currency that is not given', () => {
    expect(formatMoney(5, '')).toBe('5.00');
  });
});
