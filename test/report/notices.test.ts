import { describe, expect, it } from 'vitest';
import { buildRunModel } from '../../src/report/model/run-model.ts';
import { type Notice, noticesOf } from '../../src/report/notices.ts';
import type { Result, Trial } from '../../src/results/result.ts';
import { aResult, aSettledResult, memory, redis, stateless } from '../support/a-result.ts';

const notices = (result: Result): Notice[] => noticesOf(buildRunModel(result));

function failed({ strategy, repetition, position, startedAt }: Trial, reason: string): Trial {
  return { strategy, repetition, attempt: 1, position, startedAt, state: 'failed', reason };
}

describe('noticesOf', () => {
  it('has nothing to say of a clean run', () => {
    expect(notices(aSettledResult())).toEqual([]);
  });

  it('names what was left out, and why, and what to do', () => {
    const omitted = [
      { strategy: 'redis', reason: 'No Redis server was found.', hint: 'Run gatebench setup.' },
    ];
    expect(notices({ ...aSettledResult(), omitted })).toEqual([
      { title: 'redis was left out', text: 'No Redis server was found.', hint: 'Run gatebench setup.' },
    ]);
  });

  it('puts trials together that were lost for the same reason', () => {
    const result = aSettledResult({ repetitions: 9 });
    const trials = result.trials.map((trial) =>
      trial.strategy === 'memory' && trial.repetition > 7
        ? failed(trial, 'gateway 1 exited with code 9.')
        : trial,
    );
    expect(notices({ ...result, trials })).toEqual([
      {
        title: '2 trials failed: memory, repetitions 8 and 9',
        text: 'gateway 1 exited with code 9. They are not among the figures.',
      },
    ]);
  });

  it('puts trials together whose reasons differ in their numbers, whatever their strategies', () => {
    const result = aSettledResult();
    const trials = result.trials.map((trial) =>
      trial.repetition === 1 ? failed(trial, `It came ${10 + trial.position} ms late.`) : trial,
    );
    expect(notices({ ...result, trials })).toEqual([
      {
        title: '3 trials failed: stateless, memory and redis',
        text: 'It came 11–13 ms late. They are not among the figures.',
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
    expect(notices({ ...aSettledResult(), warnings })).toEqual([
      {
        title: 'The load generator at its limit: memory, repetitions 1 and 2',
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
    expect(notices({ ...aSettledResult(), warnings })).toMatchObject([
      {
        title: 'Requests failed: memory, repetitions 1, 2 and 3',
        text: '1.5–3.5 % of the requests failed (10–30 error responses).',
      },
    ]);
  });

  it('says a warning about several strategies once, naming them', () => {
    const warning = (code: string, strategy: string, repetition: number, message: string) => ({
      ...{ code, strategy, repetition, message },
    });
    const warnings = [
      warning('contended', 'stateless', 1, 'Others kept 0.4 of 2 cores busy.'),
      warning('store-failed', 'redis', 1, '1 command failed.'),
      warning('contended', 'redis', 2, 'Others kept 1.2 of 2 cores busy.'),
      warning('store-failed', 'tiered', 1, '3 commands failed.'),
      warning('contended', 'stateless', 2, 'Others kept 0.9 of 2 cores busy.'),
    ];
    expect(notices({ ...aSettledResult(), warnings })).toEqual([
      {
        title: 'The machine was shared: stateless and redis, in 3 trials',
        text: 'Others kept 0.4–1.2 of 2 cores busy.',
      },
      {
        title: 'The store failed: redis and tiered, in 2 trials',
        text: 'redis, repetition 1: 1 command failed. tiered, repetition 1: 3 commands failed.',
      },
    ]);
  });

  it('names a few of very many strategies that a warning is about', () => {
    const warnings = Array.from({ length: 200 }, (_, index) => ({
      ...{ code: 'contended', message: 'Others were busy.', strategy: `s${index}`, repetition: 1 },
    }));
    expect(notices({ ...aSettledResult(), warnings })[0]?.title).toBe(
      'The machine was shared: s0, s1, s2, s3, s4 and 195 more, in 200 trials',
    );
  });

  it('warns of a run that did not finish and of too few repetitions', () => {
    const titles = notices({ ...aSettledResult({ repetitions: 2 }), state: 'interrupted' }).map(
      ({ title }) => title,
    );
    expect(titles).toEqual(['The run was interrupted', 'Too few repetitions for a verdict']);
  });

  it('says how many blocks a verdict takes, by the number of comparisons', () => {
    const hints = [2, 3].map(
      (strategies) =>
        notices(
          aResult({
            repetitions: 3,
            seconds: 1,
            strategies: [stateless, memory, redis].slice(0, strategies),
          }),
        )[0]?.hint,
    );
    expect(hints).toEqual(['Measure 6 repetitions or more.', 'Measure 7 repetitions or more.']);
    expect(notices(aResult({ repetitions: 1, seconds: 1, strategies: [stateless] }))).toEqual([]);
  });

  it('says of a quick run that it is for a look', () => {
    const [first] = notices({ ...aSettledResult(), protocol: { quick: true } });
    expect(first?.title).toBe('A quick look');
  });

  it('says of a void trial why, and whether it was repeated', () => {
    const result = aSettledResult();
    const [first] = result.trials;
    if (first?.state !== 'valid') throw new Error('The builder makes valid trials.');
    const isVoid = { ...first, state: 'invalid' as const, reason: 'Requests were sent late.' };
    const repeated = { ...first, attempt: 2, position: 99 };
    const place = { title: 'Trial void: stateless, repetition 1' };
    expect(notices({ ...result, trials: [...result.trials.slice(1), isVoid, repeated] })).toEqual([
      { ...place, text: 'Requests were sent late. It was repeated, and is not among the figures.' },
    ]);
    expect(notices({ ...result, trials: [...result.trials.slice(1), isVoid] })).toEqual([
      { ...place, text: 'Requests were sent late. It is not among the figures.' },
    ]);
  });
});
