import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLoadCalls } from '../../src/load/load-calls.ts';
import type { LoadCalls, LoadEvent } from '../../src/load/messages.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { ScenarioError } from '../../src/support/errors.ts';
import { machineNowUs } from '../../src/support/machine-clock.ts';
import { aRoute } from '../support/a-route.ts';
import { aScenario } from '../support/a-scenario.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { serve } from './run-phase.ts';

const none = { offered: 0, completed: 0, errors: 0, timeouts: 0, unfinished: 0 };

async function started(
  origin: string,
  changes: Parameters<typeof aScenario>[0] = {},
  tell: (event: LoadEvent) => void = () => {},
): Promise<LoadCalls> {
  const scenario: Scenario = aScenario({
    routes: [aRoute()],
    load: { connections: 4, timeoutUs: 5e6 },
    ...changes,
    measure: { warmupUs: 100_000, durationUs: 200_000, cache: 'warm', ...changes.measure },
  });
  const calls = createLoadCalls(tell);
  await calls.start({ scenario, seed: 1, targets: [origin], balance: 'sticky', ownChanges: {} });
  return calls;
}

function aTraceFile(content: string): Scenario['trace'] {
  const file = join(temporaryFolder(), 'keys.txt');
  writeFileSync(file, content);
  return { file, format: 'keys', limit: undefined };
}

describe('createLoadCalls', () => {
  it('tells when the measurement begins, and how it went by tenths of a second where something goes wrong', async () => {
    const origin = await serve(
      (_, response) => void response.writeHead(200, { 'cache-status': 'g; hit' }).end(),
    );
    const told: LoadEvent[] = [];
    const faults: Scenario['faults'] = [{ atUs: 0, what: 'redis', is: 'flushed' }];
    const calls = await started(origin, { faults }, (event) => told.push(event));
    await calls.warmUp(undefined);
    const began = () => told.filter((event) => 'beganAtUs' in event);
    expect(began()).toEqual([]);
    const earliestUs = machineNowUs();
    const { recovery, requests } = await calls.measure(undefined);
    expect(began()).toHaveLength(1);
    const [event] = began();
    if (event === undefined || !('beganAtUs' in event)) throw new Error('nothing was told');
    expect(event.beganAtUs).toBeGreaterThan(earliestUs);
    expect(event.beganAtUs).toBeLessThan(machineNowUs() - 200_000);
    expect(recovery?.answered.reduce((sum, count) => sum + count, 0)).toBe(requests.completed);
    expect(recovery?.failed.every((count) => count === 0)).toBe(true);
  });

  it('counts the warm-up apart from the measurement', async () => {
    let served = 0;
    const origin = await serve((_, response) => {
      served += 1;
      response.end('ok');
    });
    const calls = await started(origin);
    const { requests, course } = await calls.warmUp(undefined);
    expect(requests).toEqual({ ...none, offered: served, completed: served });
    expect(course?.timeline.completed.reduce((sum, count) => sum + count, 0)).toBe(served);
    expect(served).toBeGreaterThan(0);
    served = 0;
    const report = await calls.measure(undefined);
    expect(report.beganAtUs).toBeGreaterThan((course?.beganAtUs ?? Number.NaN) + 100_000);
    expect(report.requests).toEqual({ ...none, offered: served, completed: served });
    expect(report.statuses).toEqual({ 200: served });
    expect(report.timeline.completed.reduce((sum, count) => sum + count, 0)).toBe(served);
    expect(report.resources.pid).toBe(process.pid);
    expect(report.resources.wallUs).toBeGreaterThanOrEqual(report.durationUs);
  });

  it('never counts an answer to the warm-up in the measurement, however late it comes', async () => {
    const held: (() => void)[] = [];
    let isWarmUp = true;
    const origin = await serve((_, response) => {
      if (isWarmUp) held.push(() => response.end('too late'));
      else {
        for (const answer of held.splice(0)) answer();
        response.end('ok');
      }
    });
    const calls = await started(origin, { load: { connections: 4, timeoutUs: 300_000 } });
    const { requests: warmUp } = await calls.warmUp(undefined);
    expect(warmUp).toMatchObject({ completed: 0, errors: 0, offered: held.length });
    expect(warmUp.timeouts + warmUp.unfinished).toBe(held.length);
    isWarmUp = false;
    const report = await calls.measure(undefined);
    expect(report.requests).toMatchObject({ errors: 0, timeouts: 0 });
    expect(report.requests.completed).toBe(report.requests.offered);
    expect(held).toEqual([]);
  });

  it('asks for the same requests whenever the seed is the same', async () => {
    const streams = [];
    for (let trial = 0; trial < 2; trial++) {
      const targets: (string | undefined)[] = [];
      const origin = await serve((request, response) => {
        targets.push(request.url);
        response.end('ok');
      });
      const calls = await started(origin, { load: { connections: 1, timeoutUs: 5e6 } });
      await calls.measure(undefined);
      streams.push(targets);
    }
    const length = Math.min(...streams.map((targets) => targets.length));
    expect(length).toBeGreaterThan(0);
    expect(streams[0]?.slice(0, length)).toEqual(streams[1]?.slice(0, length));
  });

  it('gives the warm-up intervals as long as those of the measurement, also where that is longer', async () => {
    const origin = await serve((_, response) => void response.end('ok'));
    const calls = await started(origin, { measure: { durationUs: 601e6 } });
    const { course } = await calls.warmUp(undefined);
    const measuring = calls.measure(undefined);
    setTimeout(() => void calls.halt(undefined), 200);
    expect(course?.timeline.intervalUs).toBe(2e6);
    expect((await measuring).timeline.intervalUs).toBe(2e6);
  });

  it('does without a warm-up of no length', async () => {
    const origin = await serve(() => {
      throw new Error('nothing should have been sent');
    });
    const calls = await started(origin, { measure: { warmupUs: 0 } });
    expect(await calls.warmUp(undefined)).toEqual({ requests: none });
  });

  it('replays a trace to its end, after a warm-up that leaves its keys alone', async () => {
    const targets: (string | undefined)[] = [];
    const origin = await serve((request, response) => {
      targets.push(request.url);
      response.end('ok');
    });
    const trace = aTraceFile('a\nb\na\n');
    const calls = await started(origin, {
      trace,
      load: { connections: 1, timeoutUs: 5e6 },
      measure: { cache: 'cold', durationUs: 20e6 },
    });
    await calls.warmUp(undefined);
    expect(targets.slice(0, 4)).toEqual(
      ['a', 'b', 'a', 'a'].map((key) => `/products/${key}?gatebench-warm-up`),
    );
    targets.length = 0;
    const report = await calls.measure(undefined);
    expect(targets).toEqual(['/products/a', '/products/b', '/products/a']);
    expect(report).toMatchObject({ traceEnded: true, requests: { offered: 3, completed: 3 } });
  });

  it('says at the start what is wrong with the trace', async () => {
    const trace = aTraceFile('');
    await expect(started('http://127.0.0.1:9', { trace })).rejects.toBeInstanceOf(ScenarioError);
  });

  it('ends the phase under way when halted, with what was counted', async () => {
    let served = 0;
    const origin = await serve((_, response) => {
      served += 1;
      response.end('ok');
      if (served === 10) void calls.halt(undefined);
    });
    const calls = await started(origin, { measure: { durationUs: 20e6 } });
    const { requests, traceEnded } = await calls.measure(undefined);
    expect(requests.completed + requests.unfinished).toBe(requests.offered);
    expect(requests.offered).toBeGreaterThanOrEqual(10);
    expect(traceEnded).toBe(false);
  });

  it('takes a halt for nothing when no phase is under way', async () => {
    await expect(createLoadCalls(() => {}).halt(undefined)).resolves.toBeUndefined();
  });

  it('refuses to measure before it was started', async () => {
    await expect(createLoadCalls(() => {}).measure(undefined)).rejects.toThrow('not started');
  });
});
