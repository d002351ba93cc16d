import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutationPs, signFlipPs } from '../../src/stats/permutation.ts';
import { createRandom } from '../../src/support/random.ts';

const signFlipP = (differences: readonly number[]) => signFlipPs([differences])[0] as number;
const permutationP = (one: readonly number[], other: readonly number[]) =>
  permutationPs([one], [other])[0] as number;

const few = (maxLength: number) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength });

describe('signFlipPs', () => {
  it('counts the ways to sign the differences that lie as far out as what was seen', () => {
    // Only all up and all down do.
    expect(signFlipP([1, 2, 3, 4, 5, 6])).toBe(2 / 64);
    expect(signFlipP([1, 2, 3, 4, 5])).toBe(2 / 32);
    expect(signFlipP([1, -1])).toBe(1);
  });

  it('agrees with counting all ways by binary numbers', () => {
    fc.assert(
      fc.property(few(9), (differences) => {
        const sumOf = (signs: number) =>
          Math.abs(differences.reduce((sum, value, bit) => sum + ((signs >> bit) & 1 ? -value : value), 0));
        let extreme = 0;
        for (let signs = 0; signs < 2 ** differences.length; signs++) {
          if (sumOf(signs) >= sumOf(0)) extreme += 1;
        }
        expect(signFlipP(differences)).toBe(extreme / 2 ** differences.length);
      }),
    );
  });

  it('does not miss ties that rounding has moved apart', () => {
    expect(signFlipP([0.1, 0.2, -0.3])).toBe(1);
  });

  it('draws by chance where there are too many to count, and comes close to what counting says', () => {
    const random = createRandom(5);
    const differences = Array.from({ length: 16 }, () => random() - 0.4);
    const counted = signFlipP(differences);
    expect(signFlipP([...differences, 0])).toBeCloseTo(counted, 2);
  });

  it('claims nothing where there is nothing, or something infinite', () => {
    expect(signFlipP([])).toBe(1);
    expect(signFlipP([Number.POSITIVE_INFINITY, 1, 1, 1, 1, 1, 1])).toBe(1);
  });
});

describe('permutationPs', () => {
  it('counts the splits in which the means lie as far apart as those seen', () => {
    // Of C(8, 4) = 70 splits, the one seen and its mirror image.
    expect(permutationP([1, 2, 3, 4], [5, 6, 7, 8])).toBe(2 / 70);
    expect(permutationP([1, 2, 3], [4, 5, 6])).toBe(2 / 20);
    expect(permutationP([1, 1], [1, 1, 1])).toBe(1);
  });

  it('agrees with counting all splits by binary numbers', () => {
    fc.assert(
      fc.property(few(5), few(5), (one, other) => {
        const pooled = [...one, ...other];
        const distance = (members: number): number => {
          const [inside, outside] = [[], []] as [number[], number[]];
          for (const [bit, value] of pooled.entries()) ((members >> bit) & 1 ? inside : outside).push(value);
          if (inside.length !== one.length) return Number.NaN;
          const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
          // In whole numbers, so that equal is equal.
          return Math.abs(total(inside) * outside.length - total(outside) * inside.length);
        };
        const seen = distance(2 ** one.length - 1);
        const all = Array.from({ length: 2 ** pooled.length }, (_, members) => distance(members));
        const splits = all.filter((each) => !Number.isNaN(each));
        const extreme = splits.filter((each) => each >= seen);
        expect(permutationP(one, other)).toBeCloseTo(extreme.length / splits.length, 12);
      }),
    );
  });

  it('draws by chance where there are too many splits, and comes close to the exact test of Fisher', () => {
    // R: fisher.test(matrix(c(6, 14, 13, 7), 2))$p.value; of 40 values, 19 are ones.
    const ones = (count: number) => Array.from({ length: 20 }, (_, index) => (index < count ? 1 : 0));
    expect(permutationP(ones(6), ones(13))).toBeCloseTo(0.0562, 2);
    expect(permutationP(ones(6), ones(13))).toBe(permutationP(ones(6), ones(13)));
  });

  it('never is 0', () => {
    const one = Array.from({ length: 30 }, (_, index) => index);
    expect(
      permutationP(
        one,
        one.map((value) => value + 1000),
      ),
    ).toBe(1 / 20_000);
  });

  it('claims nothing where a sample is empty, or holds something infinite', () => {
    expect(permutationP([], [1, 2])).toBe(1);
    expect(permutationP([Number.NEGATIVE_INFINITY, 1, 1, 1], [5, 5, 5, 5])).toBe(1);
  });
});

describe('p-values of several figures', () => {
  const figures = fc.integer({ min: 2, max: 7 }).chain((pairs) =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: pairs, maxLength: pairs }), {
      minLength: 1,
      maxLength: 4,
    }),
  );

  /** Word for word: the maximum over the figures that lie no further out, in every way to sign. */
  const byDefinition = (all: readonly (readonly number[])[]): number[] => {
    const pairs = all[0]?.length ?? 0;
    const distance = (values: readonly number[], signs: number) => {
      const sum = values.reduce((total, value, bit) => total + ((signs >> bit) & 1 ? -value : value), 0);
      const squares = values.reduce((total, value) => total + value * value, 0);
      return squares === 0 ? 0 : (sum * sum) / squares;
    };
    const seen = all.map((values) => distance(values, 0));
    const raw = all.map((_, figure) => {
      let extreme = 0;
      for (let signs = 0; signs < 2 ** pairs; signs++) {
        const rivals = all.filter((_, rival) => (seen[rival] as number) <= (seen[figure] as number) + 1e-9);
        const furthest = Math.max(...rivals.map((values) => distance(values, signs)));
        if (furthest >= (seen[figure] as number) - 1e-9) extreme += 1;
      }
      return extreme / 2 ** pairs;
    });
    return raw.map((_, figure) =>
      Math.max(...raw.filter((_, rival) => (seen[rival] as number) >= (seen[figure] as number) - 1e-9)),
    );
  };

  it('are those of the step-down maximum', () => {
    fc.assert(
      fc.property(figures, (all) => {
        const expected = byDefinition(all);
        for (const [figure, p] of signFlipPs(all).entries())
          expect(p).toBeCloseTo(expected[figure] as number, 12);
      }),
    );
  });

  it('are never below those of each figure alone, and the same where all say the same', () => {
    fc.assert(
      fc.property(figures, (all) => {
        for (const [figure, p] of signFlipPs(all).entries())
          expect(p).toBeGreaterThanOrEqual(signFlipP(all[figure] as number[]) - 1e-12);
      }),
    );
    const one = [1, 2, 3, 4, 5, 6, 7];
    expect(signFlipPs([one, one.map((value) => 10 * value), one])).toEqual([2 / 128, 2 / 128, 2 / 128]);
    expect(
      permutationPs(
        [
          [1, 2, 3, 4],
          [10, 20, 30, 40],
        ],
        [
          [5, 6, 7, 8],
          [50, 60, 70, 80],
        ],
      ),
    ).toEqual([2 / 70, 2 / 70]);
  });

  it('leave out figures that cannot be compared, and pairs that lack one', () => {
    const infinite = [Number.POSITIVE_INFINITY, 1, 1, 1, 1, 1];
    // The one with the gap lies further out, and cannot come below two of the 32 ways to sign its five.
    const gap = [Number.NaN, 2, 3, 4, 5, 6];
    expect(signFlipPs([[1, 2, 3, 4, 5, 6], infinite, gap])).toEqual([4 / 64, 1, 4 / 64]);
  });
});
