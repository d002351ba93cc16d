import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runningParts, smallScenario, workplace } from '../support/a-run.ts';
import { descendants, isAlive, type RunningProcess } from '../support/descendants.ts';

const main = join(process.cwd(), 'dist/cli/main.js');

/** The command as a process of its own, in a group of its own. */
function runningAlone(argv: readonly string[]) {
  const { cwd, result } = workplace();
  const start = async () => {
    const parent = spawn(process.execPath, [main, 'run', 'small.yaml', ...argv], {
      cwd,
      stdio: 'ignore',
      detached: true,
    });
    const exited = once(parent, 'exit');
    const children = await vi.waitFor(
      () => {
        const found = descendants(parent.pid as number);
        const isDriving = found.some(({ command }) => command.includes('load-process.js'));
        if (!isDriving) throw new Error('not all started yet');
        return found;
      },
      { timeout: 15_000 },
    );
    return { parent, children, exited };
  };
  return { result, start };
}

function gone(processes: readonly RunningProcess[]): Promise<void> {
  return vi.waitFor(() => expect(processes.filter(({ pid }) => isAlive(pid))).toEqual([]), {
    timeout: 15_000,
  });
}

describe('gatebench run, when something is not as it should be', () => {
  /** A machine without Redis: its PATH has nothing in it. */
  const withoutRedis = { env: { PATH: '/nowhere' } };

  it('leaves redis out where there is no server, and says so in terminal, Result and report', async () => {
    const { run, runs, result } = workplace();
    const { exitCode, stderr } = await run([], withoutRedis);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Left out: redis. There is no Redis server on this machine');
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
    const slow = smallScenario
      .replace('latency: 2ms', 'latency: 5s')
      .replace('connections: 4', 'connections: 4, timeout: 200ms');
    const { run, result } = workplace(slow);
    const { exitCode, stdout } = await run(['--modes', 'memory']);
    expect(exitCode).toBe(5);
    const { trials, warnings, state } = await result();
    expect(state).toBe('complete');
    expect(trials).toHaveLength(3);
    for (const trial of trials) {
      expect(trial).toMatchObject({
        state: 'invalid',
        reason: expect.stringMatching(/None of \d+ requests was answered|responses were errors/),
      });
    }
    expect(warnings).toMatchObject([{ code: 'attempts-failed', strategy: 'memory', repetition: 1 }]);
    expect(stdout).toContain('None of 3 attempts');
  });

  it('gives up a trial whose gateway dies, tells its last words, and tries it again', async () => {
    const { run, result } = workplace();
    const running = run(['--modes', 'memory', '--repetitions', '2', '--warmup', '2s']);
    const gateway = await vi.waitFor(
      () => {
        const found = runningParts().find(({ command }) => command.includes('gateway-process.js'));
        if (found === undefined) throw new Error('no gateway yet');
        return found;
      },
      { timeout: 10_000 },
    );
    process.kill(gateway.pid, 'SIGKILL');
    const { exitCode, stderr } = await running;
    expect(stderr).toContain('failed. gateway ended unexpectedly by SIGKILL.');
    expect(stderr).toContain('It is tried again at the end of its block.');
    expect(stderr).toContain('[2/3] memory, repetition 1, attempt 2');
    expect(
      (await result()).trials.map(({ state, repetition, attempt }) => [state, repetition, attempt]),
    ).toEqual([
      ['failed', 1, 1],
      ['valid', 1, 2],
      ['valid', 2, 1],
    ]);
    expect(exitCode).toBe(0);
    expect(runningParts()).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'keeps what was measured, and leaves nothing behind, when %s reaches it and all its children at once',
    async (signal) => {
      const { result, start } = runningAlone(['--modes', 'redis', '--duration', '60s']);
      const { parent, children, exited } = await start();
      // As `timeout` and a terminal that is closed do.
      process.kill(-(parent.pid as number), signal);
      expect(await exited).toEqual([130, null]);
      expect((await result()).trials[0]?.state).toBe('interrupted');
      await gone(children);
    },
  );

  it('leaves no process behind when it is killed', async () => {
    const { start } = runningAlone(['--modes', 'redis', '--duration', '60s']);
    const { parent, children, exited } = await start();
    expect(children.some(({ command }) => /redis-server|valkey-server/.test(command))).toBe(true);
    parent.kill('SIGKILL');
    await exited;
    await gone(children);
  });

  it('ends the Redis server of a keeper that is killed', async () => {
    const { result, start } = runningAlone(['--modes', 'redis', '--duration', '60s', '--repetitions', '1']);
    const { parent, children, exited } = await start();
    const keeper = children.find(({ command }) => command.includes('redis-keeper-process.js'));
    process.kill(keeper?.pid as number, 'SIGKILL');
    await gone(children);
    // By now the trial is tried again.
    parent.kill('SIGTERM');
    expect(await exited).toEqual([130, null]);
    expect((await result()).trials[0]).toMatchObject({ state: 'failed', attempt: 1 });
  });

  it('ends in silence when nobody reads what it prints', async () => {
    const { cwd } = workplace();
    const { stderr, status } = spawnSync(
      'sh',
      [
        '-c',
        `"${process.execPath}" "${main}" run small.yaml --modes stateless --json --quiet | true; echo done`,
      ],
      { cwd, encoding: 'utf8' },
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
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
