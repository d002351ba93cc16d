import { describe, expect, it } from 'vitest';
import { judge, judgeExpectations } from '../../../src/report/model/expectations.ts';
import type { Result } from '../../../src/results/result.ts';
import type { Expectation } from '../../../src/support/metrics.ts';
import { aResult, type ResultOptions } from '../../support/a-result.ts';

function expecting(expectations: readonly Expectation[], options: ResultOptions = {}): Result {
  const result = aResult({ repetitions: 8, seconds: 2, ...options });
  return { ...result, scenario: { ...result.scenario, expect: expectations } };
}

const outcomes = (result: Result) =>
  judgeExpectations(result).map(({ outcome, reason }) => reason ?? outcome);

describe('judgeExpectations', () => {
  it('passes what the whole interval keeps, and fails what none of it does', () => {
    const bounds = [
      { strategy: 'memory', metric: 'hitRatio', operator: '>=', value: 0.9 },
      { strategy: 'memory', metric: 'hitRatio', operator: '>=', value: 0.95 },
      { strategy: 'memory', metric: 'p50', operator: '<', value: 2000 },
      { strategy: 'stateless', metric: 'p50', operator: '<', value: 2000 },
      { strategy: 'memory', metric: 'failures', operator: '<=', value: 0 },
      { strategy: 'memory', metric: 'failures', operator: '<', value: 0 },
    ] as const;
    expect(outcomes(expecting(bounds))).toEqual(['pass', 'fail', 'pass', 'fail', 'pass', 'fail']);
  });

  it('cannot tell where the interval holds the bound', () => {
    const [judged] = judgeExpectations(
      expecting([{ strategy: 'memory', metric: 'hitRatio', operator: '>=', value: 0.92 }]),
    );
    expect(judged).toMatchObject({ outcome: 'cannot tell', reason: 'its interval holds the bound' });
    expect(judged?.estimate.value).toBeCloseTo(0.92, 2);
  });

  it('cannot tell of what has too few trials, too few answers, or no such figure', () => {
    const hitRatio = { metric: 'hitRatio', operator: '>=', value: 0.5 } as const;
    expect(outcomes(expecting([{ strategy: 'memory', ...hitRatio }], { repetitions: 1 }))).toEqual([
      'one trial has no interval',
    ]);
    expect(outcomes(expecting([{ strategy: 'stateless', ...hitRatio }]))).toEqual([
      'no trial has such a figure',
    ]);
    const p999 = { strategy: 'stateless', metric: 'p999', operator: '<', value: 1e9 } as const;
    expect(outcomes(expecting([p999]))).toEqual(['it takes 3,688 answers in a trial']);
  });

  it('cannot tell of a strategy that was left out, or has no valid trial', () => {
    const bound = { strategy: 'redis', metric: 'p50', operator: '<', value: 1e9 } as const;
    const result = expecting([bound]);
    const without = { ...result, trials: result.trials.filter(({ strategy }) => strategy !== 'redis') };
    expect(outcomes(without)).toEqual(['it has no valid trial']);
    expect(outcomes({ ...without, omitted: [{ strategy: 'redis', reason: 'There is no Redis.' }] })).toEqual([
      'it was not measured',
    ]);
  });
});

it.each([
  ['<', 5, 'cannot tell'],
  ['<', 6, 'pass'],
  ['<', 2, 'fail'],
  ['<=', 5, 'pass'],
  ['<=', 2, 'cannot tell'],
  ['>', 2, 'cannot tell'],
  ['>=', 2, 'pass'],
  ['>', 5, 'fail'],
  ['>=', 5, 'cannot tell'],
] as const)('judges 2 to 5 against %s %d: %s', (operator, value, outcome) => {
  expect(judge({ low: 2, high: 5 }, { operator, value })).toBe(outcome);
});
