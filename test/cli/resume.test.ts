import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/results/result.ts';
import { readResult, writeResult } from '../../src/results/result-file.ts';
import { workplace } from '../support/a-run.ts';

/** Each of these measures several trials in processes of their own. */
const patience = { timeout: 120_000 };

const twoTimes = ['--modes', 'stateless,memory', '--repetitions', '2'];

let measured: Promise<Result> | undefined;

/** A run of four trials, measured once for all tests. */
function measuredOnce(): Promise<Result> {
  measured ??= (async () => {
    const { run, result } = workplace();
    expect((await run(twoTimes)).exitCode).toBe(0);
    return result();
  })();
  return measured;
}

/** What a run leaves that was killed: the Result as it was then. */
async function killed(change: (whole: Result) => Partial<Result>) {
  const place = workplace();
  const { finishedAt: _, ...whole } = await measuredOnce();
  const result: Result = { ...whole, state: 'running', ...change(whole) };
  const folder = join(place.cwd, 'reports', 'small', whole.runId);
  mkdirSync(folder, { recursive: true });
  await writeResult(join(folder, 'result.json'), result);
  return { ...place, killed: result, folder };
}

const killedAfter = (trials: number) => killed((whole) => ({ trials: whole.trials.slice(0, trials) }));

describe('gatebench run --resume', patience, () => {
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
    expect(readdirSync(folder).sort()).toEqual(['card.json', 'report.html', 'result.json']);
  });

  it('writes the report that a run was killed over, and measures nothing', async () => {
    const { run, folder, result, killed: before } = await killedAfter(4);
    const { exitCode, stderr } = await run([...twoTimes, '--resume']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(readdirSync(folder).sort()).toEqual(['card.json', 'report.html', 'result.json']);
    expect((await result()).trials).toEqual(before.trials);
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
    const twice = ['--modes', 'stateless', '--repetitions', '2', '--duration', '2s'];
    const running = run(twice, { signals });
    await vi.waitFor(async () => expect((await result()).trials.length).toBeGreaterThan(0), {
      timeout: 60_000,
    });
    signals.emit('SIGINT', 'SIGINT');
    expect((await running).exitCode).toBe(130);
    expect((await run([...twice, '--resume'])).exitCode).toBe(0);
    const { state, trials } = await result();
    expect(state).toBe('complete');
    expect(trials.map((trial) => [trial.state, trial.repetition, trial.attempt])).toEqual([
      ['valid', 1, 1],
      ['interrupted', 2, 1],
      ['valid', 2, 2],
    ]);
  });

  it('refuses to go on with other settings, and says which', async () => {
    const { run, result, killed } = await killedAfter(1);
    expect(await run([...twoTimes, '--duration', '3s', '--resume'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(
        /cannot be resumed.*measure\.durationUs was 400000 and is 3000000.*hint: It began as: gatebench run small\.yaml --no-pin --modes/s,
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
    const complete = await killed(() => ({ state: 'complete' }));
    writeFileSync(join(complete.folder, 'report.html'), '');
    expect(await complete.run([...twoTimes, '--resume'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/is complete: nothing of it is left/),
    });
  });
});

describe('gatebench run --noise-floor', patience, () => {
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

describe('gatebench run --until', patience, () => {
  const fiveTimes = ['--modes', 'stateless,memory', '--repetitions', '5'];

  /** A run that has five blocks, all alike. */
  const withFiveBlocks = () =>
    killed(({ trials, scenario }) => {
      const resolved = scenario.resolved as { readonly measure: object };
      const block = trials.filter(({ repetition }) => repetition === 1);
      return {
        scenario: {
          ...scenario,
          repetitions: 5,
          resolved: { ...resolved, measure: { ...resolved.measure, repetitions: 5 } },
        },
        trials: [1, 2, 3, 4, 5].flatMap((repetition) =>
          block.map((trial, index) => ({ ...trial, repetition, position: 2 * repetition - 1 + index })),
        ),
      };
    });

  it('adds a block where there are too few to tell, and stops when comparisons are narrow', async () => {
    const { run, result } = await withFiveBlocks();
    const until = ['--until', '99%', '--budget', '10m', '--resume'];
    expect(await run([...fiveTimes, ...until])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('[12/12]'),
    });
    const { state, protocol, scenario, trials, warnings } = await result();
    expect(state).toBe('complete');
    expect(protocol.until).toEqual({ ratio: 0.99, budgetUs: 600e6, reached: true });
    expect(scenario.repetitions).toBe(6);
    expect(trials.filter(({ repetition }) => repetition === 6)).toHaveLength(2);
    expect(warnings.map(({ code }) => code)).not.toContain('until-not-reached');
  });

  it('stops when the budget does not do for another block, and says so', async () => {
    const { run, result } = await withFiveBlocks();
    const { exitCode, stdout } = await run([...fiveTimes, '--until', '1%', '--budget', '1ms', '--resume']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The intervals are still wider than ± 1.0 %');
    const { protocol, trials } = await result();
    expect(protocol.until?.reached).toBe(false);
    expect(trials).toHaveLength(10);
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
