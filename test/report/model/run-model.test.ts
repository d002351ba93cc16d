import { describe, expect, it } from 'vitest';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

describe('buildRunModel', () => {
  it('computes the model on file', async () => {
    const { strategies } = buildRunModel(aResult({ seconds: 2, connections: 4 }));
    await expect(`${JSON.stringify(strategies, null, 1)}\n`).toMatchFileSnapshot(
      '../../golden/report/model.json',
    );
  });

  it('keeps strategies without a valid trial, with nothing in them', () => {
    const result = aResult({ strategies: [stateless, memory], repetitions: 1 });
    const { strategies } = buildRunModel({ ...result, trials: result.trials.slice(0, 1) });
    expect(strategies.map(({ name, trials }) => [name, trials.length])).toEqual([
      ['stateless', 1],
      ['memory', 0],
    ]);
    expect(strategies[1]).toMatchObject({
      fates: [],
      percentiles: [],
      timeline: [],
      processes: [],
      backends: [],
    });
  });

  it('counts every request sent once among the fates', () => {
    const result = aResult({ strategies: [{ ...memory, errorRatio: 0.1 }], repetitions: 1 });
    const [trial] = result.trials;
    if (trial?.state !== 'valid') throw new Error('The builder makes valid trials.');
    const requests = { ...trial.measurement.requests, offered: trial.measurement.requests.offered + 6 };
    const lossy = { ...trial.measurement, requests: { ...requests, errors: 1, timeouts: 2, unfinished: 3 } };
    const [strategy] = buildRunModel({ ...result, trials: [{ ...trial, measurement: lossy }] }).strategies;
    expect(strategy?.fates.map(({ fate }) => fate)).toEqual(['hit', 'miss', 'error', 'unanswered']);
    expect(strategy?.fates.reduce((sum, { count }) => sum + count, 0)).toBe(requests.offered);
  });

  it('ends a percentile curve where the number of requests ends it, with 50, 90 and 99 % on it', () => {
    const [strategy] = buildRunModel(aResult({ strategies: [stateless], seconds: 2 })).strategies;
    const completed = strategy?.trials.reduce((sum, { figures }) => sum + figures.completed, 0) ?? 0;
    const quantiles = strategy?.percentiles.map(({ quantile }) => quantile) ?? [];
    expect(quantiles.at(-1)).toBeCloseTo(1 - 1 / completed, 12);
    for (const named of [0.5, 0.9, 0.99]) expect(quantiles).toContain(named);
  });

  it('gives no percentile that only the quicker trials have answers enough for', () => {
    const { trials, ...result } = aResult({ strategies: [memory], repetitions: 2 });
    const [first, second] = trials;
    if (first?.state !== 'valid' || second?.state !== 'valid')
      throw new Error('The builder makes valid trials.');
    const requests = { ...second.measurement.requests, completed: 400 };
    const slower = { ...second, measurement: { ...second.measurement, requests } };
    const nOf = (second: Result['trials'][number]) =>
      buildRunModel({ ...result, trials: [first, second] }).strategies.map(({ estimates }) => [
        estimates.p99.n,
        estimates.p999.n,
      ]);
    expect(nOf(second)).toEqual([[2, 2]]);
    expect(nOf(slower)).toEqual([[2, 0]]);
  });
});
