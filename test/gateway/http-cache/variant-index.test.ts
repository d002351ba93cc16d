import { describe, expect, it } from 'vitest';
import { cacheKey } from '../../../src/gateway/http-cache/cache-key.ts';
import {
  admitVariant,
  hasFields,
  mostVariants,
  type VariantIndex,
  variantKey,
} from '../../../src/gateway/http-cache/variant-index.ts';

const empty: VariantIndex = {
  kind: 'variants',
  fields: ['accept'],
  generation: 'g',
  selections: [],
  usefulUntilUs: 0,
};

describe('admitVariant', () => {
  it('keeps the newest variants within the bound and names those that had to go', () => {
    const selections = Array.from({ length: mostVariants + 2 }, (_, at) => `s${at}`);
    let index = empty;
    const dropped: string[] = [];
    for (const selection of selections) {
      const admitted = admitVariant(index, { selection, usefulUntilUs: 1 });
      index = admitted.index;
      dropped.push(...admitted.dropped);
    }
    expect(index.selections).toEqual(selections.slice(2));
    expect(dropped).toEqual([variantKey(empty, 's0'), variantKey(empty, 's1')]);
  });

  it('leaves the index as it is for a variant that it has', () => {
    const variant = { selection: 'a', usefulUntilUs: 1 };
    const { index } = admitVariant(empty, variant);
    expect(admitVariant(index, variant)).toEqual({ index, dropped: [] });
  });

  it('is of use as long as the variant that is so longest, also when one is stored anew', () => {
    const ends = [5, 3, 8, 2].map((usefulUntilUs, at) => ({ selection: `s${at % 2}`, usefulUntilUs }));
    const index = ends.reduce((before, variant) => admitVariant(before, variant).index, empty);
    expect(index.usefulUntilUs).toBe(8);
  });
});

describe('variantKey', () => {
  it('is no key that a target could have, and another one in each generation', () => {
    expect(variantKey(empty, 'a')).not.toBe(variantKey({ generation: 'h' }, 'a'));
    expect(cacheKey('', '', 'v:g:a')).not.toBe(variantKey(empty, 'a'));
  });
});

describe('hasFields', () => {
  it('compares the lists', () => {
    expect(hasFields(empty, ['accept'])).toBe(true);
    expect(hasFields(empty, ['accept', 'cookie'])).toBe(false);
    expect(hasFields(empty, ['cookie'])).toBe(false);
  });
});
