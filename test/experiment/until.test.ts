import { describe, expect, it } from 'vitest';
import { isNarrowEnough, wantsAnotherBlock } from '../../src/experiment/until.ts';
import type { Result } from '../../src/results/result.ts';
import { aResult, memory, stateless } from '../support/a-result.ts';

const fivePercent = { ratio: 0.05, budgetUs: 600e6 };
const noTime = { elapsedUs: 0, blockUs: 0 };

/** Both strategies so much slower in each repetition, so that what varies is the ratio between them. */
function measured(factors: readonly number[]): Result {
  const strategies = [stateless, { ...memory, factors }];
  return aResult({ strategies, repetitions: factors.length, seconds: 2 });
}

const calm = (blocks: number) => measured(Array.from({ length: blocks }, () => 1));
const wild = (blocks: number) =>
  measured(Array.from({ length: blocks }, (_, block) => (block % 2 === 0 ? 1 : 3)));

describe('isNarrowEnough', () => {
  it('holds where every interval is as narrow as asked', () => {
    expect(isNarrowEnough(calm(12), fivePercent)).toBe(true);
    expect(isNarrowEnough(calm(12), { ...fivePercent, ratio: 0.0005 })).toBe(false);
  });

  it('does not hold where the ratio to the baseline varies from block to block', () => {
    expect(isNarrowEnough(wild(12), fivePercent)).toBe(false);
  });

  it('does not hold of fewer blocks than can tell strategies apart, however alike they are', () => {
    expect(isNarrowEnough(calm(5), { ...fivePercent, ratio: 0.5 })).toBe(false);
    expect(isNarrowEnough(calm(6), { ...fivePercent, ratio: 0.5 })).toBe(true);
  });

  it('asks for more blocks where there is more to compare, but not for an A/A pair', () => {
    const others = [memory, { ...memory, name: 'other memory' }];
    const six = aResult({ strategies: [stateless, ...others], repetitions: 6, seconds: 2 });
    const half = { ...fivePercent, ratio: 0.5 };
    expect(isNarrowEnough(six, half)).toBe(false);
    const strategies = six.scenario.strategies.map((strategy) =>
      strategy.name === 'other memory' ? { ...strategy, twinOf: 'stateless' } : strategy,
    );
    expect(isNarrowEnough({ ...six, scenario: { ...six.scenario, strategies } }, half)).toBe(true);
  });

  it('asks for the median alone in open loop, where the rate is given', () => {
    const result = calm(12);
    // Rates that vary as they would not in open loop: a half and the whole.
    const trials = result.trials.map((trial) =>
      trial.state === 'valid' && trial.strategy === 'memory'
        ? {
            ...trial,
            measurement: {
              ...trial.measurement,
              window: {
                ...trial.measurement.window,
                answered: trial.measurement.window.answered / (trial.repetition % 2 === 0 ? 1 : 2),
              },
            },
          }
        : trial,
    );
    const arrivals = { process: 'poisson', stages: [{ from: 100, to: 100 }] } as const;
    const open = { kind: 'open', arrivals, maxLagUs: 1e4 } as const;
    expect(isNarrowEnough({ ...result, trials }, fivePercent)).toBe(false);
    expect(
      isNarrowEnough({ ...result, trials, scenario: { ...result.scenario, load: open } }, fivePercent),
    ).toBe(true);
  });
});

describe('wantsAnotherBlock', () => {
  it('goes on while intervals are wide, and not beyond', () => {
    expect(wantsAnotherBlock(wild(12), fivePercent, noTime)).toBe(true);
    expect(wantsAnotherBlock(calm(12), fivePercent, noTime)).toBe(false);
  });

  it('begins no block that would pass the budget', () => {
    const spent = { elapsedUs: 590e6, blockUs: 20e6 };
    expect(wantsAnotherBlock(wild(12), fivePercent, spent)).toBe(false);
    expect(wantsAnotherBlock(wild(12), fivePercent, { ...spent, blockUs: 5e6 })).toBe(true);
  });

  it('does not go on for a strategy that gives no figures', () => {
    const result = wild(12);
    const trials = result.trials.filter(({ strategy }) => strategy !== 'memory');
    expect(wantsAnotherBlock({ ...result, trials }, fivePercent, noTime)).toBe(false);
  });
});
