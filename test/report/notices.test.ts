import { describe, expect, it } from 'vitest';
import { buildRunModel } from '../../src/report/model/run-model.ts';
import { type Notice, noticesOf } from '../../src/report/notices.ts';
import type { Result, Trial } from '../../src/results/result.ts';
import { aResult } from '../support/a-result.ts';

const notices = (result: Result): Notice[] => noticesOf(buildRunModel(result));

function failed({ strategy, repetition, position, startedAt }: Trial, reason: string): Trial {
  return { strategy, repetition, attempt: 1, position, startedAt, state: 'failed', reason };
}

describe('noticesOf', () => {
  it('has nothing to say of a clean run', () => {
    expect(notices(aResult())).toEqual([]);
  });

  it('names what was left out, and why, and what to do', () => {
    const omitted = [
      { strategy: 'redis', reason: 'No Redis server was found.', hint: 'Run gatebench setup.' },
    ];
    expect(notices({ ...aResult(), omitted })).toEqual([
      { title: 'redis was left out', text: 'No Redis server was found.', hint: 'Run gatebench setup.' },
    ]);
  });

  it('puts trials together that were lost for the same reason', () => {
    const result = aResult({ repetitions: 5 });
    const trials = result.trials.map((trial) =>
      trial.strategy === 'memory' && trial.repetition > 3
        ? failed(trial, 'gateway 1 exited with code 9.')
        : trial,
    );
    expect(notices({ ...result, trials })).toEqual([
      {
        title: 'Trial failed: memory, repetitions 4 and 5',
        text: 'gateway 1 exited with code 9. It is not among the figures.',
      },
    ]);
  });

  it('says a recurring warning once, with where it applies', () => {
    const warnings = [2, 1].map((repetition) => ({
      code: 'load-generator-busy',
      message: 'The load generator was busy.',
      hint: 'Use fewer connections.',
      strategy: 'memory',
      repetition,
    }));
    expect(notices({ ...aResult(), warnings })).toEqual([
      {
        title: 'Warning: memory, repetitions 1 and 2',
        text: 'The load generator was busy.',
        hint: 'Use fewer connections.',
      },
    ]);
  });

  it('puts warnings together that differ in their numbers', () => {
    const warnings = [1, 2, 3].map((repetition) => ({
      code: 'requests-failed',
      message: `${repetition}.5 % of the requests failed (${10 * repetition} error responses).`,
      strategy: 'memory',
      repetition,
    }));
    expect(notices({ ...aResult(), warnings })).toMatchObject([
      {
        title: 'Warning: memory, repetitions 1, 2 and 3',
        text: '1.5–3.5 % of the requests failed (10–30 error responses).',
      },
    ]);
  });

  it('warns of a run that did not finish and of too few repetitions', () => {
    const titles = notices({ ...aResult({ repetitions: 2 }), state: 'interrupted' }).map(
      ({ title }) => title,
    );
    expect(titles).toEqual(['The run was interrupted', 'Too few repetitions to compare']);
  });
});
