import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planTrials } from '../../src/experiment/plan.ts';
import { aScenario } from '../support/a-scenario.ts';

const strategies = ['stateless', 'memory', 'redis'] as const;

describe('planTrials', () => {
  it('measures every strategy once in each block', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.integer({ min: 1, max: 20 }), (seed, repetitions) => {
        const plan = planTrials(aScenario({ seed, measure: { repetitions } }));
        const names = plan.map(({ strategy }) => strategy.name);
        for (let block = 0; block < repetitions; block++) {
          const inBlock = names.slice(block * 3, block * 3 + 3);
          expect([...inBlock].sort()).toEqual([...strategies].sort());
        }
        expect(plan.map(({ position }) => position)).toEqual(plan.map((_, index) => index + 1));
      }),
    );
  });

  it('gives all strategies of a block the same stream of requests, and each block another', () => {
    const plan = planTrials(aScenario({ measure: { repetitions: 4 } }));
    const seeds = new Map(plan.map(({ repetition, seed }) => [repetition, seed]));
    expect(plan.every(({ repetition, seed }) => seeds.get(repetition) === seed)).toBe(true);
    expect(new Set(seeds.values()).size).toBe(4);
  });

  it('has the same order for the same seed, and does not always begin with the baseline', () => {
    const order = (seed: number) =>
      planTrials(aScenario({ seed, measure: { repetitions: 6 } })).map(({ strategy }) => strategy.name);
    expect(order(7)).toEqual(order(7));
    const firsts = order(7).filter((_, index) => index % 3 === 0);
    expect(new Set(firsts).size).toBeGreaterThan(1);
  });
});
