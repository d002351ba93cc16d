import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed, shuffle } from '../../src/support/random.ts';
import { distanceFromUniform } from './distance-from-uniform.ts';

describe('createRandom', () => {
  it('gives the same numbers for the same seed', () => {
    const [one, other] = [createRandom(7), createRandom(7)];
    const numbers = Array.from({ length: 100 }, () => one());
    expect(Array.from({ length: 100 }, () => other())).toEqual(numbers);
    expect(new Set(numbers).size).toBe(100);
  });

  it('gives numbers that are uniform in [0, 1)', () => {
    const random = createRandom(1);
    expect(distanceFromUniform(Array.from({ length: 10_000 }, random))).toBeLessThan(0.02);
  });

  it('begins anywhere, even for seeds that are small and follow each other', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => createRandom(seed)());
    expect(distanceFromUniform(firsts)).toBeLessThan(0.02);
  });
});

describe('deriveSeed', () => {
  it('is a 32-bit unsigned integer, the same each time', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.oneof(fc.string(), fc.integer())), (seed, labels) => {
        const derived = deriveSeed(seed, ...labels);
        expect(derived).toBe(derived >>> 0);
        expect(deriveSeed(seed, ...labels)).toBe(derived);
      }),
    );
  });

  it('differs by seed, by label and by where one label ends', () => {
    const seeds = [
      deriveSeed(7, 'measure', 2),
      deriveSeed(8, 'measure', 2),
      deriveSeed(7, 'measure', 3),
      deriveSeed(7, 'warm-up', 2),
      deriveSeed(7, 'measure2'),
      deriveSeed(7, 2, 'measure'),
    ];
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});

describe('shuffle', () => {
  it('keeps all items and leaves the given array alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const before = [...items];
        const byValue = (a: number, b: number): number => a - b;
        expect(shuffle(items, createRandom(seed)).sort(byValue)).toEqual([...items].sort(byValue));
        expect(items).toEqual(before);
      }),
    );
  });

  it('gives every order the same chance', () => {
    const random = createRandom(3);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw++) {
      const order = shuffle(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Five standard deviations of a binomial count with n = 6000 and p = 1/6.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });
});
