import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readResult } from '../../src/results/result-file.ts';
import { readSweepIndex } from '../../src/results/sweep-file.ts';
import { runningParts, smallScenario, workplace } from '../support/a-run.ts';
import { gatebench } from '../support/fake-context.ts';

const quick = smallScenario.replace('duration: 400ms', 'duration: 200ms');
const swept = `${quick}strategies: [memory]
sweep:
  backends.api.latency: [1ms, 3ms]
  gateway.cache.ttl: [50ms, 10s]
`;

const main = join(import.meta.dirname, '../../dist/cli/main.js');

describe('gatebench run of a sweep', { timeout: 90_000 }, () => {
  it('runs every cell as a run of its own and leaves an index of them', async () => {
    const { cwd, run, runs } = workplace(swept);
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Cell 4 of 4'),
    });
    expect(stdout).toMatch(
      /cell +latency +ttl .*\n(.*\n)*1 +1ms +50ms.*\n2 +1ms +10s.*\n3 +3ms +50ms.*\n4 +3ms +10s/,
    );

    const [folder] = runs() as [string];
    const { state, cells, axes } = await readSweepIndex(folder);
    expect({ state, paths: axes.map(({ path }) => path) }).toEqual({
      state: 'complete',
      paths: ['backends.api.latency', 'gateway.cache.ttl'],
    });
    expect(cells.map((cell) => cell.state)).toEqual(Array(4).fill('complete'));
    expect(readdirSync(join(folder, 'cells')).sort()).toEqual(
      cells.map((cell) => cell.folder.slice('cells/'.length)),
    );
    const results = await Promise.all(
      cells.map((cell) => readResult(join(folder, cell.folder, 'result.json'))),
    );
    expect(new Set(results.map(({ runId }) => runId)).size).toBe(4);
    expect(results.map(({ scenario }) => scenario.strategies[0]?.settings)).toEqual(
      [0.05, 10, 0.05, 10].map((seconds) =>
        expect.arrayContaining([`fresh for ${seconds < 1 ? '50 ms' : '10 s'}`]),
      ),
    );
    expect(results.every(({ trials }) => trials.every((trial) => trial.state === 'valid'))).toBe(true);
    expect(existsSync(join(folder, cells[0]?.folder as string, 'report.html'))).toBe(true);

    const report = (format: string) => gatebench(['report', 'reports/small', '--format', format], { cwd });
    expect((await report('table')).stdout).toBe(stdout.slice(0, stdout.indexOf('\n\nSweep:') + 1));
    expect((await report('md')).stdout).toContain('| cell | latency | ttl |');
    const [head, ...lines] = (await report('csv')).stdout.trimEnd().split('\r\n');
    expect(head).toMatch(
      /^cell,backends\.api\.latency,gateway\.cache\.ttl,strategy,validTrials,requestsPerSecond,p50Us,/,
    );
    expect(lines).toHaveLength(4);
    const pages = (await report('html')).stdout.trimEnd().split('\n');
    expect(pages).toHaveLength(5);
    const page = readFileSync(join(cwd, pages[0] as string), 'utf8');
    for (const cell of cells) expect(page).toContain(`href="${cell.folder}/report.html"`);
    expect(runningParts()).toEqual([]);
  });

  it('keeps what was measured when it is interrupted, and goes on where it stopped', async () => {
    const { run, runs } = workplace(swept);
    const signals = new EventEmitter();
    const running = run([], { signals });
    await vi.waitFor(
      async () => expect((await readSweepIndex(runs()[0] as string)).cells[0]?.state).toBe('complete'),
      { timeout: 20_000 },
    );
    signals.emit('SIGINT', 'SIGINT');
    expect(await running).toMatchObject({ exitCode: 130, stdout: expect.stringContaining('--resume') });
    const [folder] = runs() as [string];
    const stopped = await readSweepIndex(folder);
    expect(stopped.state).toBe('interrupted');
    const first = join(folder, stopped.cells[0]?.folder as string, 'result.json');
    const before = readFileSync(first, 'utf8');

    expect(await run(['--resume', '--quick'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/The options are not those.*\n.*It was: gatebench run small\.yaml/),
    });
    const { exitCode, stderr } = await run(['--resume']);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.not.stringContaining('Cell 1 of 4'),
    });
    expect((await readSweepIndex(folder)).state).toBe('complete');
    expect(readFileSync(first, 'utf8')).toBe(before);
    expect(runs()).toHaveLength(1);
  });

  it('says again, when it goes on, that a cell which was measured before broke a bound', async () => {
    const { run } = workplace(`${swept.replace('50ms, 10s', '10s').replace('1ms, 3ms', '1ms')}
expect: { memory.failures: '> 50%' }
`);
    expect((await run(['--repetitions', '2'])).exitCode).toBe(4);
    expect((await run(['--repetitions', '2', '--resume'])).exitCode).toBe(4);
  });

  it('can go on after it was killed in the middle of a cell', async () => {
    const { cwd, run, runs } = workplace(swept);
    const child = fork(main, ['run', 'small.yaml', '--no-pin'], { cwd, stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await vi.waitFor(
      async () => expect((await readSweepIndex(runs()[0] as string)).cells[1]?.state).toBe('running'),
      { timeout: 20_000 },
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await readSweepIndex(runs()[0] as string)).state).toBe('running');
    expect((await run(['--resume'])).exitCode).toBe(0);
    const { state, cells } = await readSweepIndex(runs()[0] as string);
    expect(state).toBe('complete');
    const results = cells.map((cell) => readResult(join(runs()[0] as string, cell.folder, 'result.json')));
    expect((await Promise.all(results)).map((result) => result.state)).toEqual(Array(4).fill('complete'));
  });

  it('does not go on with another scenario, nor where there is nothing to go on with', async () => {
    const { cwd, run } = workplace(swept.replace('1ms, 3ms', '1ms').replace('50ms, 10s', '10s'));
    expect(await run(['--resume'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no sweep of small to go on with'),
    });
    expect((await run()).exitCode).toBe(0);
    expect(await run(['--resume'])).toMatchObject({ exitCode: 0, stderr: '' });
    writeFileSync(join(cwd, 'small.yaml'), swept);
    expect(await run(['--resume'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('The scenario is not what sweep'),
    });
  });

  it('is shown with all its cells and how long they take at most', async () => {
    const { cwd } = workplace(swept);
    const { stdout } = await gatebench(['scenario', 'show', 'small.yaml'], { cwd });
    expect(stdout).toMatch(/The sweep has 4 cells.* at most about 6\.00 s/);
    expect(stdout).toContain('4  backends.api.latency = 3ms, gateway.cache.ttl = 10s');
    const json = await gatebench(['scenario', 'show', 'small.yaml', '--json'], { cwd });
    expect(JSON.parse(json.stdout).sweep.cells).toHaveLength(4);
  });
});
