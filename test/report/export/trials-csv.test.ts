import { describe, expect, it } from 'vitest';
import { trialsCsv } from '../../../src/report/export/trials-csv.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Trial } from '../../../src/results/result.ts';
import { aResult, aSettledResult, memory, stateless } from '../../support/a-result.ts';
import { parseCsv } from '../../support/parse-csv.ts';

function records(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(text);
  expect(rows.every((row) => row.length === head.length)).toBe(true);
  return rows.map((row) => Object.fromEntries(row.map((value, column) => [head[column], value])));
}

describe('a run as CSV', () => {
  it('has a line for each trial, from which the figures of the report follow', () => {
    const result = aSettledResult({ strategies: [stateless, memory] });
    const trials = records(trialsCsv(result));
    expect(trials).toHaveLength(16);
    expect(trials.map(({ position }) => Number(position))).toEqual(trials.map((_, index) => index + 1));
    const hitRatios = trials
      .filter(({ strategy, valid }) => strategy === 'memory' && valid === 'true')
      .map(({ hitRatio }) => Number(hitRatio));
    const mean = hitRatios.reduce((sum, ratio) => sum + ratio, 0) / hitRatios.length;
    expect(mean).toBeCloseTo(buildRunModel(result).strategies[1]?.estimates.hitRatio.value ?? 0, 5);
  });

  it('says which trials are not valid and why, and of a lost one nothing else', () => {
    const result = aResult({ repetitions: 1, strategies: [stateless, memory] });
    const [one, other] = result.trials as [Trial, Trial & { state: 'valid' }];
    const { measurement: _, ...identity } = other;
    const failed = { ...identity, state: 'failed' as const, reason: '=HYPERLINK("x")' };
    const [first, lost] = records(trialsCsv({ ...result, trials: [one, failed] }));
    expect(first).toMatchObject({ valid: 'true', state: 'valid', reason: '' });
    expect(lost).toMatchObject({
      valid: 'false',
      state: 'failed',
      reason: `'=HYPERLINK("x")`,
      offered: '',
      p50Us: '',
    });
  });

  it('leaves a percentile of too few answers empty', () => {
    const [trial] = records(
      trialsCsv(aResult({ repetitions: 1, seconds: 1, connections: 1, strategies: [stateless] })),
    );
    expect(Number(trial?.['completed'])).toBeLessThan(1000);
    expect(Number(trial?.['p50Us'])).toBeGreaterThan(0);
    expect(trial?.['p999Us']).toBe('');
  });
});
