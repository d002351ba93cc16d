import { describe, expect, it } from 'vitest';
import { cacheKey } from '../../../src/gateway/http-cache/cache-key.ts';
import {
  admitVariant,
  hasFields,
  mostVariants,
  type VariantIndex,
  variantKey,
} from '../../../src/gateway/http-cache/variant-index.ts';

const empty: VariantIndex = { kind: 'variants', fields: ['accept'], generation: 'g', selections: [] };

describe('admitVariant', () => {
  it('keeps the newest variants within the bound and names those that had to go', () => {
    const selections = Array.from({ length: mostVariants + 2 }, (_, at) => `s${at}`);
    let index = empty;
    const dropped: string[] = [];
    for (const selection of selections) {
      const admitted = admitVariant(index, selection);
      index = admitted.index;
      dropped.push(...admitted.dropped);
    }
    expect(index.selections).toEqual(selections.slice(2));
    expect(dropped).toEqual([variantKey(empty, 's0'), variantKey(empty, 's1')]);
  });

  it('leaves the index as it is for a variant that it has', () => {
    const { index } = admitVariant(empty, 'a');
    expect(admitVariant(index, 'a')).toEqual({ index, dropped: [] });
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
