import { describe, expect, it } from 'vitest';
import { meanOf, squaredVariationOf, valuesUpTo } from '../../../src/simulate/theory/distribution-moments.ts';
import { createSampler, type Distribution } from '../../../src/support/distribution.ts';
import { createRandom } from '../../../src/support/random.ts';
import { expectAgreement, inBatches } from './batches.ts';

describe('the moments of a distribution', () => {
  it.each<Distribution>([
    { kind: 'constant', value: 0.7 },
    { kind: 'uniform', min: 0.2, max: 1.4 },
    { kind: 'lognormal', median: 0.5, p99: 1.5 },
    { kind: 'bimodal', fast: 0.3, slow: 1.2, slowShare: 0.1 },
  ])('are those of what is drawn: %j', (distribution) => {
    const draw = createSampler(distribution, createRandom(17));
    const batches = inBatches(30, () => {
      const values = Array.from({ length: 10_000 }, draw);
      const small = values.filter((value) => value <= 0.8);
      const sum = (some: readonly number[], power: number): number =>
        some.reduce((all, one) => all + one ** power, 0);
      const mean = sum(values, 1) / values.length;
      return {
        mean,
        variation: sum(values, 2) / values.length / mean ** 2 - 1,
        share: small.length / values.length,
        small: sum(small, 1) / small.length,
      };
    });
    expectAgreement(
      meanOf(distribution),
      batches.map(({ mean }) => mean),
    );
    expectAgreement(
      squaredVariationOf(distribution),
      batches.map(({ variation }) => variation),
    );
    const upTo = valuesUpTo(distribution, 0.8);
    expectAgreement(
      upTo.share,
      batches.map(({ share }) => share),
    );
    expectAgreement(
      upTo.mean,
      batches.map(({ small }) => small),
    );
  });

  it('know of nothing below the least, and of all below the most', () => {
    expect(valuesUpTo({ kind: 'constant', value: 2 }, 1)).toEqual({ share: 0, mean: 0 });
    expect(valuesUpTo({ kind: 'uniform', min: 2, max: 4 }, 1)).toEqual({ share: 0, mean: 0 });
    expect(valuesUpTo({ kind: 'uniform', min: 2, max: 4 }, 9)).toEqual({ share: 1, mean: 3 });
    expect(valuesUpTo({ kind: 'lognormal', median: 2, p99: 2 }, 1)).toEqual({ share: 0, mean: 0 });
    expect(squaredVariationOf({ kind: 'constant', value: 0 })).toBe(0);
  });
});
