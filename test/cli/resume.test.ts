import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/results/result.ts';
import { readResult, writeResult } from '../../src/results/result-file.ts';
import { smallScenario, workplace } from '../support/a-run.ts';

const twoTimes = ['--modes', 'stateless,memory', '--repetitions', '2'];

/** A run that was killed when so many of its four trials were measured. */
async function killedAfter(trials: number) {
  const place = workplace();
  await place.run(twoTimes);
  const path = join(place.runs()[0] as string, 'result.json');
  const { finishedAt: _, ...whole } = await readResult(path);
  const killed: Result = { ...whole, state: 'running', trials: whole.trials.slice(0, trials) };
  await writeResult(path, killed);
  return { ...place, killed, folder: place.runs()[0] as string };
}

describe('gatebench run --resume', () => {
  it('measures what is missing, and keeps what is there', async () => {
    const { run, runs, result, killed, folder } = await killedAfter(1);
    writeFileSync(join(folder, 'result.json.4711.tmp'), '{"format": "gatebench-re');
    const { exitCode, stderr } = await run([...twoTimes, '--resume']);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[4/4]') });
    expect(stderr).not.toContain('[1/4]');
    expect(runs()).toHaveLength(1);
    const { state, runId, command, trials } = await result();
    expect({ state, runId, command }).toEqual({
      state: 'complete',
      runId: basename(folder),
      command: killed.command,
    });
    expect(trials[0]).toEqual(killed.trials[0]);
    expect(trials.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(new Set(trials.map(({ strategy, repetition }) => `${strategy} ${repetition}`)).size).toBe(4);
    expect(readdirSync(folder).sort()).toEqual(['report.html', 'result.json']);
  });

  it('goes on with the run that is named, by its id or its folder', async () => {
    const { run, cwd, folder } = await killedAfter(3);
    // A later run of the same scenario.
    const later = join(cwd, 'reports', 'small', '2199-01-01T00-00-00');
    mkdirSync(later);
    await writeResult(join(later, 'result.json'), await readResult(join(folder, 'result.json')));
    const byId = await run([...twoTimes, '--resume', basename(folder)]);
    expect({ ...byId, state: (await readResult(join(folder, 'result.json'))).state }).toMatchObject({
      exitCode: 0,
      state: 'complete',
    });
    const byFolder = await run([...twoTimes, '--resume', 'reports/small/2199-01-01T00-00-00']);
    expect(byFolder.exitCode).toBe(0);
    expect((await readResult(join(later, 'result.json'))).state).toBe('complete');
  });

  it('goes on after an interruption', async () => {
    const { run, result } = workplace();
    const signals = new EventEmitter();
    const running = run([...twoTimes, '--duration', '2s'], { signals });
    await vi.waitFor(async () => expect((await result()).trials.length).toBeGreaterThan(0), {
      timeout: 15_000,
    });
    signals.emit('SIGINT', 'SIGINT');
    expect((await running).exitCode).toBe(130);
    expect((await run([...twoTimes, '--duration', '2s', '--resume'])).exitCode).toBe(0);
    const { state, trials } = await result();
    expect(state).toBe('complete');
    expect(trials.filter((trial) => trial.state === 'valid')).toHaveLength(4);
    expect(trials.filter((trial) => trial.state === 'interrupted')).toHaveLength(1);
  });

  it('refuses to go on with other settings, and says which', async () => {
    const { run, result, killed } = await killedAfter(1);
    expect(await run([...twoTimes, '--duration', '3s', '--resume'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(
        /cannot be resumed.*measure\.durationUs was 400000 and is 3000000.*hint: It began as: gatebench run small\.yaml --modes/s,
      ),
    });
    expect(await result()).toEqual(killed);
  });

  it('says where there is nothing to go on with', async () => {
    const { run, cwd } = workplace();
    expect(await run([...twoTimes, '--resume'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no Result at reports/small.'),
    });
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
    await run(twoTimes);
    expect(await run([...twoTimes, '--resume'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/is complete: nothing of it is left/),
    });
  });
});

describe('gatebench run --noise-floor', () => {
  it('measures the baseline twice in each block', async () => {
    const { run, result } = workplace();
    const { exitCode, stdout } = await run(['--modes', 'stateless', '--repetitions', '2', '--noise-floor']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('stateless again');
    const { scenario, trials } = await result();
    expect(scenario.strategies.map(({ name, twinOf }) => [name, twinOf])).toEqual([
      ['stateless', undefined],
      ['stateless again', 'stateless'],
    ]);
    for (const block of [trials.slice(0, 2), trials.slice(2)]) {
      expect(block.map(({ strategy }) => strategy).sort()).toEqual(['stateless', 'stateless again']);
    }
  });
});

describe('gatebench run --until', () => {
  const quickly = ['--modes', 'stateless', '--repetitions', '1', '--noise-floor', '--duration', '200ms'];

  it('adds blocks until there are enough to tell, and the intervals are narrow', async () => {
    const { run, result } = workplace(smallScenario.replace('warmup: 100ms', 'warmup: 0s'));
    expect((await run([...quickly, '--until', '99%', '--budget', '10m'])).exitCode).toBe(0);
    const { state, protocol, scenario, trials, warnings } = await result();
    expect(state).toBe('complete');
    expect(protocol.until).toEqual({ ratio: 0.99, budgetUs: 600e6, reached: true });
    expect(scenario.repetitions).toBeGreaterThanOrEqual(6);
    expect(trials.filter((trial) => trial.state === 'valid')).toHaveLength(2 * scenario.repetitions);
    expect(warnings.map(({ code }) => code)).not.toContain('until-not-reached');
  });

  it('stops when the budget does not do for another block, and says so', async () => {
    const { run, result } = workplace();
    const { exitCode, stdout } = await run([...quickly, '--until', '1%', '--budget', '1ms']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The intervals are still wider than ± 1.0 %');
    const { protocol, trials } = await result();
    expect(protocol.until?.reached).toBe(false);
    expect(trials).toHaveLength(2);
  });

  it.each([
    [['--budget', '1m'], 'there is no --until'],
    [['--modes', 'memory', '--until', '5%'], 'there is one strategy only'],
    [['--until', '5'], 'Expected a percentage, as 5%.'],
  ])('refuses %j', async (argv, message) => {
    const { run } = workplace();
    const { exitCode, stderr } = await run(argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
