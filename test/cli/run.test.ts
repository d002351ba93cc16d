import { EventEmitter } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { coresToPin, shareCores } from '../../src/experiment/pinning.ts';
import type { Result } from '../../src/results/result.ts';
import { runningParts, smallScenario, workplace } from '../support/a-run.ts';
import { gatebench } from '../support/fake-context.ts';
import { redisMissing, startRedisServer } from '../support/redis-server.ts';

const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0);

describe('gatebench run', () => {
  it('measures a scenario in every mode and leaves a Result and a report', async () => {
    const { run, runs, result } = workplace();
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[3/3]') });
    expect(stdout).toMatch(/stateless.*memory.*redis/s);
    expect(readdirSync(runs()[0] as string).sort()).toEqual(['card.json', 'report.html', 'result.json']);

    const { state, trials, command, environment } = await result();
    expect({ state, command }).toEqual({ state: 'complete', command: 'gatebench run small.yaml --no-pin' });
    expect(environment.redis).toMatch(/^(Redis|Valkey) \d/);
    for (const trial of trials) {
      if (trial.state !== 'valid') throw new Error(JSON.stringify(trial));
      const { requests, outcomes, processes, backends, timeline, warmup, warmupTimeline } = trial.measurement;
      expect(requests.offered).toBe(
        requests.completed + requests.errors + requests.timeouts + requests.unfinished,
      );
      const roles = processes.map(({ role }) => role).sort();
      expect(roles).toEqual(['backend', 'gateway', 'load', ...(trial.strategy === 'redis' ? ['redis'] : [])]);
      const hits = outcomes.hit?.count ?? 0;
      expect(warmupTimeline?.intervalUs).toBe(timeline.intervalUs);
      expect(sum(warmupTimeline?.completed)).toBe(warmup.completed);
      expect(sum(timeline.backendCalls)).toBe(backends[0]?.calls);
      if (trial.strategy === 'stateless') expect(backends[0]?.calls).toBe(requests.completed);
      else expect(hits).toBeGreaterThan(0);
    }
    expect(runningParts()).toEqual([]);
  });

  it('keeps the gateway on a core of its own where the system can, and says so in the Result', async () => {
    const { cwd, result } = workplace();
    const found = await coresToPin(process.env['PATH']);
    const { exitCode } = await gatebench(['run', 'small.yaml', '--modes', 'stateless'], { cwd });
    expect(exitCode).toBe(0);
    const { protocol, trials } = await result();
    expect(protocol.pinned).toEqual('cores' in found ? shareCores(found.cores, 1) : undefined);
    const [trial] = trials;
    if (trial?.state !== 'valid') throw new Error(JSON.stringify(trial));
    for (const { name, gc, runQueueUs } of trial.measurement.processes) {
      expect({ name, gc }).toEqual({ name, gc: { count: expect.any(Number), pauseUs: expect.any(Number) } });
      if (process.platform === 'linux') expect(runQueueUs).toBeGreaterThanOrEqual(0);
    }
    if (process.platform === 'linux')
      expect(trial.measurement.contention.othersCores).toBeGreaterThanOrEqual(0);
    // This process is where it was before.
    expect(await coresToPin(process.env['PATH'])).toEqual(found);
  });

  it('cannot pin where there is no taskset: it then says so, or refuses where it was asked to', async () => {
    const { cwd, run, result } = workplace();
    const withoutTaskset = { env: { PATH: '/nowhere' } };
    expect(await run(['--pin'], withoutTaskset)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/cannot be pinned to cores here\. There is no taskset/),
    });
    const unasked = ['run', 'small.yaml', '--modes', 'stateless'];
    expect((await gatebench(unasked, { cwd, ...withoutTaskset })).exitCode).toBe(0);
    expect((await result()).protocol.pinned).toBeUndefined();
  });

  it('prints the Result as one JSON document when asked', async () => {
    const { run } = workplace();
    const { stdout } = await run(['--json', '--modes', 'memory', '--quiet']);
    expect((JSON.parse(stdout) as Result).trials.map(({ strategy }) => strategy)).toEqual(['memory']);
  });

  it('takes a quick look: one trial of each strategy, and says so in the Result', async () => {
    const { run, result } = workplace(smallScenario.replace('repetitions: 1', 'repetitions: 9'));
    expect((await run(['--quick', '--modes', 'stateless,memory'])).exitCode).toBe(0);
    const { protocol, scenario, trials } = await result();
    expect({ quick: protocol.quick, repetitions: scenario.repetitions }).toEqual({
      quick: true,
      repetitions: 1,
    });
    expect(trials.map(({ strategy }) => strategy).sort()).toEqual(['memory', 'stateless']);
  });

  it('spreads connections over all nodes of a strategy', async () => {
    const { run, result } = workplace(`${smallScenario}strategies: [{ mode: memory, nodes: 2 }]\n`);
    expect((await run()).exitCode).toBe(0);
    const [trial] = (await result()).trials;
    if (trial?.state !== 'valid') throw new Error(JSON.stringify(trial));
    expect(trial.measurement.gateways).toHaveLength(2);
    // Each node has a memory of its own, so each had to fetch.
    expect(trial.measurement.gateways.every(({ stored }) => (stored?.entries ?? 0) > 0)).toBe(true);
  });

  it('counts exactly the hits that a trace allows, in order', async () => {
    const { cwd, run, result } = workplace(
      `${smallScenario.replace('connections: 4', 'connections: 1')}trace: { file: keys.txt }\nstrategies: [memory, redis]\n`,
    );
    const keys = Array.from({ length: 400 }, (_, index) => (index * index) % 37);
    writeFileSync(join(cwd, 'keys.txt'), keys.join('\n'));
    expect((await run(['--duration', '60s'])).exitCode).toBe(0);
    for (const trial of (await result()).trials) {
      if (trial.state !== 'valid') throw new Error(JSON.stringify(trial));
      expect(trial.measurement.outcomes.miss?.count).toBe(new Set(keys).size);
      expect(trial.measurement.outcomes.hit?.count).toBe(keys.length - new Set(keys).size);
      expect(trial.measurement.traceEnded).toBe(true);
    }
  });

  it.skipIf(redisMissing).each(['redis', 'tiered'])(
    'touches nothing in a named Redis but its own keys, and removes those, in mode %s',
    async (mode) => {
      const server = await startRedisServer();
      onTestFinished(() => server.close());
      const client = new Redis(server.url);
      onTestFinished(() => client.disconnect());
      await client.set('gatebench:of-somebody-else', 'precious');
      const { run, result } = workplace(`${smallScenario}strategies: [${mode}]\n`);
      expect((await run(['--redis', server.url])).exitCode).toBe(0);
      expect(await client.keys('*')).toEqual(['gatebench:of-somebody-else']);
      expect(await client.get('gatebench:of-somebody-else')).toBe('precious');
      expect(await client.info('commandstats')).not.toMatch(/cmdstat_flush/);
      const [trial] = (await result()).trials;
      if (trial?.state !== 'valid') throw new Error(JSON.stringify(trial));
      expect(trial.measurement.outcomes.hit?.count).toBeGreaterThan(0);
    },
  );

  it('keeps what was measured when it is interrupted', async () => {
    const { run, result } = workplace();
    const signals = new EventEmitter();
    const running = run(['--modes', 'stateless', '--repetitions', '50'], { signals });
    // The second trial has begun when the first is on disk.
    await vi.waitFor(async () => expect((await result()).trials.length).toBeGreaterThan(0), {
      timeout: 15_000,
    });
    signals.emit('SIGINT', 'SIGINT');
    expect(await running).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('Interrupted') });
    const { state, trials } = await result();
    expect(state).toBe('interrupted');
    expect(trials[0]?.state).toBe('valid');
    expect(trials.at(-1)?.state).toMatch(/interrupted|valid/);
    expect(runningParts()).toEqual([]);
  });
});
