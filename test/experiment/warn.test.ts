import { describe, expect, it } from 'vitest';
import { planTrials } from '../../src/experiment/plan.ts';
import { warnOfFailedAttempts, warnOfTrace, warnOfTrial } from '../../src/experiment/warn.ts';
import { validMeasurements } from '../../src/results/figures.ts';
import type { Measurement, Trial } from '../../src/results/result.ts';
import { aResult } from '../support/a-result.ts';
import { aScenario } from '../support/a-scenario.ts';

const scenario = aScenario();
const [trial] = planTrials(scenario, 1);
if (trial === undefined) throw new Error('The plan is empty.');
const calm = validMeasurements(aResult(), 'memory')[0]?.measurement as Measurement;
const surroundings = { scenario, trace: undefined, redis: undefined, cores: 2 };
const codes = (measurement: Measurement, around = surroundings) =>
  warnOfTrial(trial, measurement, around).map(({ code }) => code);
const withProcess = (role: string, change: Partial<Measurement['processes'][number]>): Measurement => ({
  ...calm,
  processes: calm.processes.map((usage) => (usage.role === role ? { ...usage, ...change } : usage)),
});

describe('warnOfTrial', () => {
  it('is silent about a calm trial', () => {
    const quiet = withProcess('load', {
      cpuUs: 0.5 * calm.durationUs,
      wallUs: calm.durationUs,
      eventLoopUtilisation: 0.5,
    });
    expect(codes(quiet)).toEqual([]);
  });

  it('warns when the load generator has no time left, by its event loop or by its core', () => {
    expect(codes(withProcess('load', { eventLoopUtilisation: 0.97 }))).toContain('load-generator-busy');
    expect(codes(withProcess('load', { cpuUs: 950, wallUs: 1000, eventLoopUtilisation: 0.5 }))).toContain(
      'load-generator-busy',
    );
  });

  it('warns of failed requests with their share', () => {
    const requests = { offered: 200, completed: 198, errors: 1, timeouts: 1, unfinished: 0 };
    const [warning] = warnOfTrial(trial, { ...calm, requests, outcomes: {} }, surroundings).filter(
      ({ code }) => code === 'requests-failed',
    );
    expect(warning?.message).toContain('1.0 % of the requests failed');
    expect(warning).toMatchObject({ strategy: trial.strategy.name, repetition: 1 });
  });

  it('names only the failures that happened', () => {
    const requests = { offered: 100, completed: 99, errors: 0, timeouts: 1, unfinished: 0 };
    const [warning] = warnOfTrial(trial, { ...calm, requests, outcomes: {} }, surroundings).filter(
      ({ code }) => code === 'requests-failed',
    );
    expect(warning?.message).toBe('1.0 % of the requests failed (1 timeout).');
  });

  it('warns when the time was up before a trace was', () => {
    const summary = {
      requests: 2941,
      distinct: 184,
      spanUs: undefined,
      methods: {},
      skippedLines: { malformed: 0, 'bad-request': 0, 'no-route': 0 },
    };
    const requests = { offered: 139, completed: 139, errors: 0, timeouts: 0, unfinished: 0 };
    const messages = (traceEnded: boolean) =>
      warnOfTrial(trial, { ...calm, requests, traceEnded }, { ...surroundings, trace: summary }).map(
        ({ message }) => message,
      );
    expect(messages(false)).toContain('The time was up after 139 of the 2941 requests of the trace.');
    expect(messages(true).join()).not.toContain('The time was up');
  });

  it('warns when the store failed', () => {
    const gateways = calm.gateways.map((gateway) => ({ ...gateway, storeErrors: 3 }));
    expect(codes({ ...calm, gateways })).toContain('store-failed');
  });

  it('warns when a backend had no time to keep its latency model', () => {
    expect(codes(withProcess('backend', { eventLoopUtilisation: 0.95 }))).toContain('backend-busy');
  });

  it('warns when the network had no time to keep its delays', () => {
    const withNetwork = (cpuUs: number, runQueueUs: number): Measurement => {
      const [usage] = calm.processes;
      if (usage === undefined) throw new Error('there is no process');
      const network = {
        ...usage,
        role: 'network',
        name: 'network',
        wallUs: 1000,
        cpuUs,
        runQueueUs,
      } as const;
      return { ...calm, processes: [...calm.processes, network] };
    };
    expect(codes(withNetwork(500, 450))).toContain('network-busy');
    expect(codes(withNetwork(250, 100))).not.toContain('network-busy');
  });

  it('warns when others took much of the machine, however many cores that is', () => {
    const contended = { ...calm, contention: { othersCores: 0.5, stealRatio: 0, cpuPressureRatio: 0.9 } };
    const [warning] = warnOfTrial(trial, contended, surroundings);
    expect(warning).toMatchObject({
      code: 'contended',
      message: 'Other programs kept 0.5 of 2 cores busy during the measurement.',
    });
    expect(codes(contended, { ...surroundings, cores: 16 })).not.toContain('contended');
  });

  it('does not take a named Redis, which may run beside it, for another program', () => {
    const contended = { ...calm, contention: { othersCores: 0.5 } };
    const redis = { kind: 'named', url: 'redis://127.0.0.1:6379/0', version: 'Redis 7.0.15' } as const;
    const codesOf = (name: string) => {
      const planned = planTrials(scenario, 1).find(({ strategy }) => strategy.name === name);
      return warnOfTrial(planned ?? trial, contended, { ...surroundings, redis }).map(({ code }) => code);
    };
    expect(codesOf('redis')).not.toContain('contended');
    expect(codesOf('memory')).toContain('contended');
  });

  it('warns when the host gave time to other machines', () => {
    expect(codes({ ...calm, contention: { othersCores: 0, stealRatio: 0.04 } })).toContain('contended');
  });

  it('does not take the pressure that a run makes by itself for that of others', () => {
    const own = { ...calm, contention: { othersCores: 0.05, stealRatio: 0.01, cpuPressureRatio: 0.9 } };
    expect(codes(own)).not.toContain('contended');
  });

  it('warns when the figures never came to rest, where they are to', () => {
    const restless = { ...calm, steady: { fromUs: null } };
    expect(codes(restless)).toContain('no-steady-state');
    expect(codes({ ...calm, steady: { fromUs: 3e6 } })).not.toContain('no-steady-state');
    const cold = aScenario({ measure: { cache: 'cold' } });
    expect(codes(restless, { ...surroundings, scenario: cold })).not.toContain('no-steady-state');
  });
});

describe('warnOfFailedAttempts', () => {
  const failed = (attempt: number, state: 'failed' | 'interrupted' = 'failed'): Trial => ({
    strategy: 'memory',
    repetition: 2,
    attempt,
    position: attempt,
    startedAt: '2026-11-23T10:00:00.000Z',
    ...(state === 'failed' ? { state, reason: 'gateway ended unexpectedly.' } : { state }),
  });

  it('warns when the last attempt of a trial has failed, and not before', () => {
    const trials = [failed(1), failed(2), failed(3)];
    expect(warnOfFailedAttempts(failed(2), trials.slice(0, 2))).toEqual([]);
    expect(warnOfFailedAttempts(failed(3), trials)).toMatchObject([
      {
        message: 'None of 3 attempts gave figures that can be used; the last: gateway ended unexpectedly.',
        strategy: 'memory',
        repetition: 2,
      },
    ]);
  });

  it('does not count what was interrupted', () => {
    expect(warnOfFailedAttempts(failed(3), [failed(1), failed(2, 'interrupted'), failed(3)])).toEqual([]);
  });
});

describe('warnOfTrace', () => {
  const summary = { requests: 98, distinct: 40, spanUs: undefined, methods: {} };

  it('tells how many lines were passed over and why', () => {
    const skippedLines = { malformed: 1, 'bad-request': 0, 'no-route': 1 };
    expect(warnOfTrace({ ...summary, skippedLines })[0]?.message).toBe(
      '2 of 100 lines of the trace were passed over: 1 not of the format, 1 that no route takes.',
    );
  });

  it('is silent about a trace that is used whole', () => {
    expect(
      warnOfTrace({ ...summary, skippedLines: { malformed: 0, 'bad-request': 0, 'no-route': 0 } }),
    ).toEqual([]);
  });
});
