import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostAttempts, type PlannedTrial, planTrials } from '../../src/experiment/plan.ts';
import { aScenario } from '../support/a-scenario.ts';

const strategies = ['stateless', 'memory', 'redis'] as const;

describe('planTrials', () => {
  it('measures every strategy once in each block', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.integer({ min: 1, max: 20 }), (seed, repetitions) => {
        const plan = planTrials(aScenario({ seed }), repetitions);
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
    const plan = planTrials(aScenario(), 4);
    const seeds = new Map(plan.map(({ repetition, seed }) => [repetition, seed]));
    expect(plan.every(({ repetition, seed }) => seeds.get(repetition) === seed)).toBe(true);
    expect(new Set(seeds.values()).size).toBe(4);
  });

  it('has the same order for the same seed, and does not always begin with the baseline', () => {
    const order = (seed: number) => planTrials(aScenario({ seed }), 6).map(({ strategy }) => strategy.name);
    expect(order(7)).toEqual(order(7));
    const firsts = order(7).filter((_, index) => index % 3 === 0);
    expect(new Set(firsts).size).toBeGreaterThan(1);
  });

  it('keeps the order of a block, however many blocks there are', () => {
    const scenario = aScenario({ seed: 3 });
    expect(planTrials(scenario, 9).slice(0, 6)).toEqual(planTrials(scenario, 2));
  });
});

type State = 'valid' | 'invalid' | 'failed' | 'interrupted';

/** Runs plan after plan, each trial ending as the function says, until nothing is left. */
function runThrough(blocks: number, endOf: (trial: PlannedTrial, index: number) => State) {
  const scenario = aScenario({ seed: 11 });
  const past: { strategy: string; repetition: number; attempt: number; position: number; state: State }[] =
    [];
  for (;;) {
    const [planned] = planTrials(scenario, blocks, past);
    if (planned === undefined) return past;
    const { strategy, repetition, attempt, position } = planned;
    past.push({
      strategy: strategy.name,
      repetition,
      attempt,
      position,
      state: endOf(planned, past.length),
    });
    if (past.length > 1000) throw new Error('The run has no end.');
  }
}

describe('planTrials, after some trials', () => {
  it('tries what was void or failed again at the end of its block', () => {
    const past = runThrough(2, ({ strategy, repetition, attempt }) =>
      strategy.name === 'memory' && repetition === 1 && attempt < 3 ? 'invalid' : 'valid',
    );
    expect(past).toHaveLength(8);
    expect(past.slice(3, 5)).toMatchObject([
      { strategy: 'memory', repetition: 1, attempt: 2 },
      { strategy: 'memory', repetition: 1, attempt: 3 },
    ]);
    expect(past.slice(5).every(({ repetition }) => repetition === 2)).toBe(true);
  });

  it('gives the repeated trial the stream of its block', () => {
    const scenario = aScenario();
    const [first] = planTrials(scenario, 1);
    const failed = { strategy: first?.strategy.name ?? '', repetition: 1, state: 'failed' } as const;
    const again = planTrials(scenario, 1, [failed]).find(({ attempt }) => attempt === 2);
    expect(again).toMatchObject({ strategy: first?.strategy, seed: first?.seed, repetition: 1 });
  });

  it('gives a strategy that failed a whole block one try in each other', () => {
    const past = runThrough(4, ({ strategy }) => (strategy.name === 'redis' ? 'failed' : 'valid'));
    expect(past.filter(({ strategy }) => strategy === 'redis').map(({ repetition }) => repetition)).toEqual([
      1, 1, 1, 2, 3, 4,
    ]);
  });

  it('tries what was interrupted again, however often that was', () => {
    const past = runThrough(1, (_, index) => (index < 10 ? 'interrupted' : 'valid'));
    expect(past.filter(({ state }) => state === 'valid')).toHaveLength(3);
  });

  it('comes to an end whatever happens, each trial at a place and with an attempt of its own', () => {
    const states = fc.array(fc.constantFrom<State>('valid', 'invalid', 'failed', 'interrupted'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(states, fc.integer({ min: 1, max: 6 }), (ends, blocks) => {
        const past = runThrough(blocks, (_, index) => ends[index] ?? 'valid');
        expect(past.map(({ position }) => position)).toEqual(past.map((_, index) => index + 1));
        const identities = past.map(({ strategy, repetition, attempt }) =>
          [strategy, repetition, attempt].join(),
        );
        expect(new Set(identities).size).toBe(past.length);
        const repetitions = past.map(({ repetition }) => repetition);
        expect(repetitions).toEqual(repetitions.toSorted((one, other) => one - other));
        for (const strategy of strategies) {
          for (let block = 1; block <= blocks; block++) {
            const tried = past.filter((trial) => trial.strategy === strategy && trial.repetition === block);
            const failures = tried.filter(({ state }) => state === 'invalid' || state === 'failed');
            expect(tried.length).toBeGreaterThan(0);
            expect(failures.length).toBeLessThanOrEqual(mostAttempts);
            // Nothing follows a valid trial.
            expect(tried.findIndex(({ state }) => state === 'valid')).toBeOneOf([-1, tried.length - 1]);
          }
        }
      }),
    );
  });
});
