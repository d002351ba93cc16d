import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedRatio } from '../../src/stats/paired-ratio.ts';

const byRepetition = (...values: number[]): Map<number, number> =>
  new Map(values.map((value, index) => [index + 1, value]));

describe('pairedRatio', () => {
  it('divides within each repetition, so that a slow repetition slows both', () => {
    const ratio = pairedRatio(byRepetition(100, 50, 200), byRepetition(200, 100, 400));
    expect(ratio).toEqual({ n: 3, median: 2, min: 2, max: 2 });
  });

  it('uses only repetitions that have both values', () => {
    const ratio = pairedRatio(
      new Map([
        [1, 10],
        [2, 10],
      ]),
      new Map([
        [2, 30],
        [3, 90],
      ]),
    );
    expect(ratio).toEqual({ n: 1, median: 3, min: 3, max: 3 });
  });

  it('has nothing to say where no repetition has both', () => {
    expect(pairedRatio(byRepetition(1), new Map())).toBeUndefined();
  });

  it('takes two zeros as alike and something to nothing as infinite', () => {
    expect(pairedRatio(byRepetition(0), byRepetition(0))?.median).toBe(1);
    expect(pairedRatio(byRepetition(0), byRepetition(5))?.median).toBe(Number.POSITIVE_INFINITY);
  });

  it('turns over when baseline and other are exchanged', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 1 }), fc.integer({ min: 1 })), { minLength: 1 });
    fc.assert(
      fc.property(values, (pairs) => {
        const one = byRepetition(...pairs.map(([value]) => value));
        const other = byRepetition(...pairs.map(([, value]) => value));
        const product = (pairedRatio(one, other)?.min ?? 0) * (pairedRatio(other, one)?.max ?? 0);
        expect(product).toBeCloseTo(1, 12);
      }),
    );
  });
});
