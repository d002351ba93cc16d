import { describe, expect, it } from 'vitest';
import { continueResult } from '../../src/experiment/continue-result.ts';
import type { Result } from '../../src/results/result.ts';
import { UsageError } from '../../src/support/errors.ts';
import { aResult } from '../support/a-result.ts';

const complete = aResult();
const resolved = { measure: { durationUs: 4e6 }, strategies: [{ name: 'stateless' }], seed: 7 };
const previous: Result = {
  ...complete,
  state: 'interrupted',
  scenario: { ...complete.scenario, resolved },
  trials: complete.trials.slice(0, 4),
};
/** What the same command would begin with. */
const fresh: Result = {
  ...previous,
  state: 'running',
  runId: 'later',
  startedAt: '2026-11-24T10:00:00.000Z',
  command: 'gatebench run quickstart --resume',
  environment: { ...previous.environment, loadAverage: [9, 9, 9] },
  trials: [],
};
const withResolved = (changed: Result['scenario']['resolved']): Result => ({
  ...fresh,
  scenario: { ...fresh.scenario, resolved: changed },
});

describe('continueResult', () => {
  it('keeps all that was measured, and when, how and in which run that was', () => {
    const { runId, startedAt, command, trials, environment } = continueResult(previous, fresh);
    expect({ runId, startedAt, command, trials, environment }).toEqual({
      runId: previous.runId,
      startedAt: previous.startedAt,
      command: previous.command,
      trials: previous.trials,
      environment: previous.environment,
    });
  });

  it('keeps the warnings about trials, and lets the width of intervals be judged anew', () => {
    const busy = { code: 'load-generator-busy', message: 'It was busy.' };
    const wide = { code: 'until-not-reached', message: 'They are too wide.' };
    expect(continueResult({ ...previous, warnings: [busy, wide] }, fresh).warnings).toEqual([busy]);
  });

  it('is running again', () => {
    const { state, finishedAt } = continueResult(previous, fresh);
    expect({ state, finishedAt }).toEqual({ state: 'running', finishedAt: undefined });
  });

  it.each<[string, Result]>([
    [
      'measure.durationUs was 4000000 and is 5000000',
      withResolved({ ...resolved, measure: { durationUs: 5e6 } }),
    ],
    [
      'strategies.0.name was "stateless" and is "memory"',
      withResolved({ ...resolved, strategies: [{ name: 'memory' }] }),
    ],
    ['seed was 7 and is absent', withResolved({ ...resolved, seed: undefined } as never)],
    ['environment.node was', { ...fresh, environment: { ...fresh.environment, node: 'v22.1.0' } }],
    ['gatebench.revision was', { ...fresh, generator: { version: '0.1.0', revision: 'abcdef' } }],
    ['pinned was absent', { ...fresh, protocol: { quick: false, pinned: { gateway: [1], others: [0] } } }],
    ['quick was false and is true', { ...fresh, protocol: { quick: true } }],
  ])('refuses to mix trials of two runs: %s', (difference, other) => {
    expect(() => continueResult(previous, other)).toThrow(UsageError);
    expect(() => continueResult(previous, other)).toThrow(difference);
  });

  it('tells how the run began, and does not fill the screen with differences', () => {
    const other = withResolved(
      Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`key${index}`, 1])),
    );
    try {
      continueResult(previous, other);
      expect.unreachable();
    } catch (error) {
      expect((error as UsageError).hint).toBe(`It began as: ${previous.command}`);
      expect((error as UsageError).message).toMatch(/; and \d+ more\.$/);
    }
  });
});
