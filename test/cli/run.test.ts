import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Result } from '../../src/results/result.ts';
import { readResult } from '../../src/results/result-file.ts';
import { descendants, isAlive } from '../support/descendants.ts';
import { type FakeSurroundings, gatebench } from '../support/fake-context.ts';
import { redisMissing, startRedisServer } from '../support/redis-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const scenario = `question: Does it pay?
backends: { api: { latency: 2ms, body: 300B } }
routes:
  - { match: 'GET /items/{id}', backend: api, weight: 19, keys: { count: 50, zipf: 0.8 }, headers: { cache-control: max-age=60 } }
  - { match: 'PUT /items/{id}', backend: api }
load: { connections: 4 }
measure: { warmup: 100ms, duration: 400ms, repetitions: 1 }
`;

/** A folder with the scenario, and what a run in it left. */
function workplace(text = scenario) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'small.yaml'), text);
  const runs = () =>
    readdirSync(join(cwd, 'reports', 'small')).map((runId) => join(cwd, 'reports', 'small', runId));
  const result = (): Promise<Result> => readResult(join(runs()[0] as string, 'result.json'));
  const run = (argv: readonly string[] = [], surroundings: FakeSurroundings = {}) =>
    gatebench(['run', 'small.yaml', ...argv], { cwd, ...surroundings });
  return { cwd, run, runs, result };
}

const ours = () =>
  descendants(process.pid).filter(({ command }) => /-process\.js|redis-server|valkey-server/.test(command));

describe('gatebench run', () => {
  it('measures a scenario in every mode and leaves a Result and a report', async () => {
    const { run, runs, result } = workplace();
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[3/3]') });
    expect(stdout).toMatch(/stateless.*memory.*redis/s);
    expect(readdirSync(runs()[0] as string).sort()).toEqual(['report.html', 'result.json']);

    const { state, trials, command, environment } = await result();
    expect({ state, command }).toEqual({ state: 'complete', command: 'gatebench run small.yaml' });
    expect(environment.redis).toMatch(/^(Redis|Valkey) \d/);
    for (const trial of trials) {
      if (trial.state !== 'valid') throw new Error(JSON.stringify(trial));
      const { requests, outcomes, processes, backends } = trial.measurement;
      expect(requests.offered).toBe(
        requests.completed + requests.errors + requests.timeouts + requests.unfinished,
      );
      const roles = processes.map(({ role }) => role).sort();
      expect(roles).toEqual(['backend', 'gateway', 'load', ...(trial.strategy === 'redis' ? ['redis'] : [])]);
      const hits = outcomes.hit?.count ?? 0;
      if (trial.strategy === 'stateless') expect(backends[0]?.calls).toBe(requests.completed);
      else expect(hits).toBeGreaterThan(requests.completed / 2);
    }
    expect(ours()).toEqual([]);
  });

  it('prints the Result as one JSON document when asked', async () => {
    const { run } = workplace();
    const { stdout } = await run(['--json', '--modes', 'memory', '--quiet']);
    expect((JSON.parse(stdout) as Result).trials.map(({ strategy }) => strategy)).toEqual(['memory']);
  });

  it('spreads connections over all nodes of a strategy', async () => {
    const { run, result } = workplace(`${scenario}strategies: [{ mode: memory, nodes: 2 }]\n`);
    expect((await run()).exitCode).toBe(0);
    const [trial] = (await result()).trials;
    if (trial?.state !== 'valid') throw new Error(JSON.stringify(trial));
    expect(trial.measurement.gateways).toHaveLength(2);
    // Each node has a memory of its own, so each had to fetch.
    expect(trial.measurement.gateways.every(({ stored }) => (stored?.entries ?? 0) > 0)).toBe(true);
  });

  it('counts exactly the hits that a trace allows, in order', async () => {
    const { cwd, run, result } = workplace(
      `${scenario.replace('connections: 4', 'connections: 1')}trace: { file: keys.txt }\nstrategies: [memory, redis]\n`,
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

  it.skipIf(redisMissing)(
    'touches nothing in a named Redis but its own keys, and removes those',
    async () => {
      const server = await startRedisServer();
      onTestFinished(() => server.close());
      const client = new Redis(server.url);
      onTestFinished(() => client.disconnect());
      await client.set('gatebench:of-somebody-else', 'precious');
      const { run, result } = workplace();
      expect((await run(['--modes', 'redis', '--redis', server.url])).exitCode).toBe(0);
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
    expect(ours()).toEqual([]);
  });
});

describe('gatebench run, when something is not as it should be', () => {
  /** A machine without Redis: its PATH has nothing in it. */
  const withoutRedis = { env: { PATH: '/nowhere' } };

  it('leaves redis out where there is no server, and says so in terminal, Result and report', async () => {
    const { run, runs, result } = workplace();
    const { exitCode, stderr } = await run([], withoutRedis);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Left out: redis, because there is no Redis server on this machine');
    const { omitted, trials } = await result();
    expect(omitted).toMatchObject([{ strategy: 'redis' }]);
    expect(trials.map(({ strategy }) => strategy).sort()).toEqual(['memory', 'stateless']);
    expect(readFileSync(join(runs()[0] as string, 'report.html'), 'utf8')).toContain(
      'no Redis server on this machine',
    );
  });

  it('takes asking for redis by name as an error with a hint', async () => {
    const { run } = workplace();
    const { exitCode, stderr } = await run(['--modes', 'redis'], withoutRedis);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/There is no Redis server.*hint: Install one with: gatebench setup/s);
  });

  it('does not start without the server that was named', async () => {
    const { run } = workplace();
    const { exitCode, stderr } = await run(['--redis', 'redis://user:secret@127.0.0.1:1/0']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /The Redis server redis:\/\/user:…@127\.0\.0\.1:1\/0 cannot be used: .*ECONNREFUSED/,
    );
  });

  it('says where it cannot write', async () => {
    const { cwd, run } = workplace();
    writeFileSync(join(cwd, 'reports'), 'a file');
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/Cannot write .*hint: A part of the path is a file/s);
  });

  it('is not conclusive when a backend answers nothing in time', async () => {
    const slow = scenario
      .replace('latency: 2ms', 'latency: 5s')
      .replace('connections: 4', 'connections: 4, timeout: 200ms');
    const { run, result } = workplace(slow);
    const { exitCode } = await run(['--modes', 'memory']);
    expect(exitCode).toBe(5);
    const [trial] = (await result()).trials;
    expect(trial).toMatchObject({
      state: 'invalid',
      reason: expect.stringMatching(/None of \d+ requests was answered|responses were errors/),
    });
  });

  it('gives up a trial whose gateway dies, tells its last words, and goes on with the next', async () => {
    const { run, result } = workplace();
    const running = run(['--modes', 'memory', '--repetitions', '2', '--warmup', '2s']);
    const gateway = await vi.waitFor(
      () => {
        const found = ours().find(({ command }) => command.includes('gateway-process.js'));
        if (found === undefined) throw new Error('no gateway yet');
        return found;
      },
      { timeout: 10_000 },
    );
    process.kill(gateway.pid, 'SIGKILL');
    const { exitCode, stderr } = await running;
    expect(stderr).toContain('failed. gateway ended unexpectedly by SIGKILL.');
    expect((await result()).trials.map(({ state }) => state)).toEqual(['failed', 'valid']);
    expect(exitCode).toBe(0);
    expect(ours()).toEqual([]);
  });

  it('leaves no process behind when it is killed', async () => {
    const { cwd } = workplace();
    const main = join(process.cwd(), 'dist/cli/main.js');
    const parent = spawn(
      process.execPath,
      [main, 'run', 'small.yaml', '--modes', 'redis', '--duration', '60s'],
      { cwd, stdio: 'ignore' },
    );
    const exited = once(parent, 'exit');
    const children = await vi.waitFor(
      () => {
        const found = descendants(parent.pid as number);
        if (!found.some(({ command }) => command.includes('load-process.js')))
          throw new Error('not all started yet');
        return found;
      },
      { timeout: 10_000 },
    );
    expect(children.some(({ command }) => /redis-server|valkey-server/.test(command))).toBe(true);
    parent.kill('SIGKILL');
    await exited;
    await vi.waitFor(() => expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]), {
      timeout: 10_000,
    });
  });

  it('tells the last words of a Redis that does not start', async () => {
    const { cwd, run, result } = workplace();
    const bin = join(cwd, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'redis-server'), '#!/bin/sh\necho "no memory today" >&2\nexit 1\n');
    chmodSync(join(bin, 'redis-server'), 0o755);
    const { exitCode } = await run(['--modes', 'redis'], { env: { PATH: bin } });
    expect(exitCode).toBe(5);
    const [trial] = (await result()).trials;
    expect(trial).toMatchObject({ state: 'failed', reason: expect.stringContaining('no memory today') });
  });
});
