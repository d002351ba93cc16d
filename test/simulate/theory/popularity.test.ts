import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characteristicTime, hitRatio } from '../../../src/simulate/theory/che.ts';
import { type KeyClass, zipfClasses } from '../../../src/simulate/theory/popularity.ts';

function eachKey(count: number, zipf: number): KeyClass[] {
  const popularity = Array.from({ length: count }, (_, index) => (index + 1) ** -zipf);
  const total = popularity.reduceRight((sum, one) => sum + one, 0);
  return popularity.map((one) => ({ count: 1, probability: one / total, weight: 1 }));
}

describe('a key space in classes', () => {
  it('has all keys and all requests, and their squares, whatever its size and skew', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (count, zipf) => {
          const classes = zipfClasses({ count, zipf });
          const sum = (power: number, of: readonly KeyClass[]): number =>
            of.reduce((total, keys) => total + keys.count * keys.probability ** power, 0);
          expect(sum(0, classes)).toBeCloseTo(count, 6);
          expect(sum(1, classes)).toBeCloseTo(1, 12);
          const exact = sum(2, eachKey(count, zipf));
          expect(Math.abs(sum(2, classes) / exact - 1)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has a class for each key where they are few, and a thousand for a billion', () => {
    expect(zipfClasses({ count: 3, zipf: 1 }).map(({ count }) => count)).toEqual([1, 1, 1]);
    expect(zipfClasses({ count: 1e9, zipf: 0.8 }).length).toBeLessThan(1200);
  });

  it.each([0, 0.8, 1, 1.2])(
    'gives the hit ratio of the sum over a million keys of skew %d, to 10⁻⁶',
    (zipf) => {
      const exact = eachKey(1e6, zipf);
      const classes = zipfClasses({ count: 1e6, zipf });
      const exactly = hitRatio(exact, characteristicTime(exact, 1e4));
      expect(Math.abs(hitRatio(classes, characteristicTime(classes, 1e4)) - exactly)).toBeLessThan(1e-6);
    },
  );

  it('finds no difference between a skew of 1 and one next to it', () => {
    const [one, next] = [1, 1 + 1e-9].map((zipf) => {
      const classes = zipfClasses({ count: 1e9, zipf });
      return hitRatio(classes, characteristicTime(classes, 1e6));
    }) as [number, number];
    expect(Math.abs(one - next)).toBeLessThan(1e-7);
  });

  it('refuses what is no key space', () => {
    expect(() => zipfClasses({ count: 0, zipf: 1 })).toThrow(RangeError);
    expect(() => zipfClasses({ count: 10, zipf: -1 })).toThrow(RangeError);
    expect(() => zipfClasses({ count: 10, zipf: Number.NaN })).toThrow(RangeError);
  });
});
