import { describe, expect, it } from 'vitest';
import { planOwnChanges } from '../../src/experiment/own-changes.ts';
import type { Backend } from '../../src/scenario/scenario.ts';
import { aScenario } from '../support/a-scenario.ts';

const [api] = aScenario().backends as [Backend];
const backends = [
  { ...api, name: 'still' },
  { ...api, name: 'prices', changeEveryUs: 5e6 },
  { ...api, name: 'stock', changeEveryUs: 1e6 },
];

describe('planOwnChanges', () => {
  it('gives each backend that changes by itself changes of its own', () => {
    const plan = planOwnChanges({ backends }, { seed: 1, sinceUs: 42 });
    expect(Object.keys(plan)).toEqual(['prices', 'stock']);
    expect(plan['prices']).toMatchObject({ everyUs: 5e6, sinceUs: 42 });
    expect(plan['prices']?.seed).not.toBe(plan['stock']?.seed);
  });

  it('gives the same changes to all strategies of a repetition, and others to the next', () => {
    const seedOf = (seed: number) => planOwnChanges({ backends }, { seed, sinceUs: 0 })['stock']?.seed;
    expect(seedOf(7)).toBe(seedOf(7));
    expect(seedOf(7)).not.toBe(seedOf(8));
  });
});
