import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { contradictionsOf } from '../../src/results/contradictions.ts';
import { readResult, writeResult } from '../../src/results/result-file.ts';
import { readSweepIndex } from '../../src/results/sweep-file.ts';
import { aCalibration } from '../support/a-calibration.ts';
import { smallScenario, workplace } from '../support/a-run.ts';
import { type FakeSurroundings, gatebench } from '../support/fake-context.ts';

const main = join(import.meta.dirname, '../../dist/cli/main.js');

const swept = `${smallScenario}strategies: [memory]
sweep:
  backends.api.latency: [1ms, 3ms]
  gateway.cache.ttl: [50ms, 10s]
`;

/** A folder with a scenario and a calibration, and simulations in it. */
function place(text = smallScenario) {
  const { cwd } = workplace(text);
  writeFileSync(join(cwd, 'costs.json'), JSON.stringify(aCalibration));
  const simulate = (argv: readonly string[] = [], surroundings: FakeSurroundings = {}) =>
    gatebench(['simulate', 'small.yaml', '--calibration', 'costs.json', ...argv], { cwd, ...surroundings });
  const folders = (out = 'reports') =>
    readdirSync(join(cwd, out, 'small')).map((runId) => join(cwd, out, 'small', runId));
  return { cwd, simulate, folders };
}

const bytes = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

describe('gatebench simulate', { timeout: 90_000 }, () => {
  it('leaves a Result that all reports can be made from, and says what it found', async () => {
    const { cwd, simulate, folders } = place();
    const { exitCode, stdout } = await simulate(['--repetitions', '2']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^stateless +2 /m);
    expect(stdout).toContain('Simulated, not measured');
    const [folder] = folders() as [string];
    const result = await readResult(join(folder, 'result.json'));
    expect(contradictionsOf(result)).toEqual([]);
    expect(result).toMatchObject({
      kind: 'simulated',
      state: 'complete',
      simulation: { method: 'exact', machines: 'one', calibration: aCalibration, calibrationFrom: 'given' },
      command: 'gatebench simulate small.yaml --repetitions 2 --calibration costs.json',
    });
    // Redis needs no server to be simulated.
    expect(result.scenario.strategies.map(({ name }) => name)).toEqual(['stateless', 'memory', 'redis']);
    expect(result.trials.map(({ state }) => state)).toEqual(Array(6).fill('valid'));
    const page = bytes(folder, 'report.html');
    expect((await gatebench(['report', 'reports/small'], { cwd })).exitCode).toBe(0);
    expect(bytes(folder, 'report.html')).toBe(page);
    for (const format of ['md', 'csv', 'openmetrics']) {
      expect((await gatebench(['report', folder, '--format', format], { cwd })).exitCode).toBe(0);
    }
    expect(bytes(join(cwd, 'reports'), 'index.html')).toContain('simulated');
  });

  it('leaves the same bytes, wherever it is called and however many trials are simulated at once', async () => {
    const { simulate, folders } = place();
    await simulate(['--workers', '1', '--quiet']);
    await simulate(['--out', 'elsewhere', '--workers', '2', '--json']);
    const [[one], [other]] = [folders(), folders('elsewhere')] as [[string], [string]];
    expect(bytes(other, 'result.json')).toBe(bytes(one, 'result.json'));
    expect(bytes(other, 'report.html')).toBe(bytes(one, 'report.html'));
    const elsewhere = place();
    await elsewhere.simulate();
    expect(bytes(elsewhere.folders()[0] as string, 'result.json')).toBe(bytes(one, 'result.json'));
    await simulate();
    expect(folders()).toEqual([one]);
  });

  it('has another folder for another seed, other options and other costs', async () => {
    const { cwd, simulate, folders } = place();
    await simulate(['--modes', 'memory']);
    await simulate(['--modes', 'memory', '--machines', 'many']);
    writeFileSync(join(cwd, 'costs.json'), JSON.stringify({ ...aCalibration, hopUs: 200 }));
    await simulate(['--modes', 'memory']);
    writeFileSync(join(cwd, 'small.yaml'), `${smallScenario}seed: 8\n`);
    await simulate(['--modes', 'memory']);
    expect(folders()).toHaveLength(4);
  });

  it('prints the Result as JSON where it is asked to', async () => {
    const { simulate } = place();
    const { stdout } = await simulate(['--json', '--modes', 'memory']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'simulated', seal: expect.any(String) });
  });

  it('keeps what was simulated when it is interrupted, and never leaves less than was there', async () => {
    const { simulate, folders } = place();
    const long = ['--modes', 'memory', '--repetitions', '3', '--workers', '1', '--duration', '20m'];
    const signals = new EventEmitter();
    const running = simulate(long, { signals });
    await vi.waitFor(async () => expect(folders()).toHaveLength(1), { timeout: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    signals.emit('SIGINT', 'SIGINT');
    const { exitCode, stderr } = await running;
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining('Interrupted'),
    });
    const [folder] = folders() as [string];
    const stopped = await readResult(join(folder, 'result.json'));
    expect(stopped.state).toBe('interrupted');
    expect(existsSync(join(folder, 'report.html'))).toBe(true);

    // Whole by now, as another simulation left it.
    const whole = { ...stopped, state: 'complete' as const, trials: [] };
    await writeResult(join(folder, 'result.json'), whole);
    const again = new EventEmitter();
    const second = simulate(long, { signals: again });
    setTimeout(() => again.emit('SIGINT', 'SIGINT'), 500);
    expect((await second).exitCode).toBe(130);
    expect((await readResult(join(folder, 'result.json'))).state).toBe('complete');
  });

  it('tells how far it is when it takes its time', async () => {
    const { simulate } = place();
    const signals = new EventEmitter();
    const { stderr } = await simulate(['--modes', 'memory', '--duration', '10h', '--workers', '1'], {
      signals,
      onProgress: (text) => {
        if (text.includes('Simulating')) signals.emit('SIGINT', 'SIGINT');
      },
    });
    expect(stderr).toMatch(/Simulating: 0 of 1 trial done, [\d.]+ % in all, about .* left/);
  });

  it('ends on Ctrl-C as a process, keeping what there is', async () => {
    const { cwd, folders } = place();
    const options = ['--calibration', 'costs.json', '--duration', '10h', '--modes', 'memory'];
    const child = spawn(process.execPath, [main, 'simulate', 'small.yaml', ...options], {
      cwd,
      stdio: 'ignore',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await vi.waitFor(() => expect(existsSync(join(folders()[0] as string, 'result.json'))).toBe(true), {
      timeout: 20_000,
    });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect((await readResult(join(folders()[0] as string, 'result.json'))).state).toBe('interrupted');
  });

  it.each([
    ['keeps its bounds', 0, "memory.failures: '<= 1%'"],
    ['breaks one', 4, "memory.hitRatio: '> 100%'"],
  ])('of a scenario that %s exits with %d, and tells CI', async (_, code, bound) => {
    const { cwd, simulate } = place(`${smallScenario}strategies: [memory]\nexpect: { ${bound} }\n`);
    expect((await simulate(['--repetitions', '2', '--junit', 'out.xml'])).exitCode).toBe(code);
    expect(bytes(cwd, 'out.xml')).toContain('<testsuite name="gatebench simulate small" tests="1"');
  });

  it('leaves out strategies that run the gateway of another build', async () => {
    const { simulate } = place(
      `${smallScenario}strategies: [memory, { name: old, mode: memory, build: ../old }]\n`,
    );
    const { exitCode, stderr, stdout } = await simulate();
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Left out: old.'),
    });
    expect(stdout).toContain('old was left out');
  });

  it.each([
    [
      'a method of another command',
      ['--method', 'sampled'],
      /cannot by the method "sampled"[\s\S]*predict --sampled/,
    ],
    ['a method that there is not', ['--method', 'guess'], /Allowed choices are exact, sampled, closed-form/],
    ['machines that there are not', ['--machines', 'few'], /Allowed choices are one, many/],
    [
      'a calibration that is not there',
      ['--calibration', 'gone.json'],
      /Cannot read the calibration .*gone\.json/,
    ],
    ['a calibration that is none', ['--calibration', 'small.yaml'], /small\.yaml is no calibration/],
    ['no workers', ['--workers', '0'], /whole number from 1/],
  ])('refuses %s', async (_, options, message) => {
    const { simulate } = place();
    const { exitCode, stderr } = await simulate(options);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
  });

  it('refuses what makes no sense, with its place, as a run does', async () => {
    for (const [wrong, message] of [
      ['backends: { api: { latency: 2ms, capacity: 0 } }', /capacity/],
      ['gateway: { cache: { maxSize: 0B } }', /maxSize/],
      // Less than a microsecond, which is the clock's step.
      ['gateway: { cache: { ttl: 0.4us } }', /ttl: must be more than 0/],
      ['measure: { duration: 9000h }', /at most 8784h/],
    ] as const) {
      const key = wrong.slice(0, wrong.indexOf(':'));
      const text = smallScenario.replace(new RegExp(`^${key}:.*$`, 'm'), wrong);
      const { exitCode, stderr } = await place(text).simulate();
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
    }
    const many = smallScenario.replace('count: 50', 'count: 5000000000');
    expect(await place(many).simulate()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/count/),
    });
  });

  it('takes longer times than a run, which says so', async () => {
    const { cwd, simulate } = place(
      smallScenario.replace('duration: 400ms', 'duration: 168h').replace('connections: 4', 'rate: 1/h'),
    );
    expect(await gatebench(['run', 'small.yaml'], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('A trial of 168 h is too long to be measured'),
    });
    const { exitCode, stdout } = await simulate(['--modes', 'memory', '--json']);
    expect(exitCode).toBe(0);
    const [trial] = JSON.parse(stdout).trials;
    expect(trial.measurement.requests.offered).toBeGreaterThan(100);
    expect(trial.measurement.requests.offered).toBeLessThan(240);
  });

  it('is nothing that a run goes on with', async () => {
    const { cwd, simulate, folders } = place();
    await simulate();
    const [folder] = folders() as [string];
    const resume = (...which: readonly string[]) =>
      gatebench(['run', 'small.yaml', '--no-pin', '--resume', ...which], { cwd });
    for (const which of [[], [folder.slice(folder.lastIndexOf('/') + 1)]]) {
      expect(await resume(...which)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(/simulated-\w+ was simulated, and is nothing to go on measuring/),
      });
    }
  });
});

describe('gatebench simulate of a sweep', { timeout: 90_000 }, () => {
  it('simulates every cell, and leaves the same bytes however many are simulated at once', async () => {
    const { cwd, simulate, folders } = place(swept);
    const { exitCode, stdout } = await simulate(['--workers', '1']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/1 +1ms +50ms.*\n2 +1ms +10s.*\n3 +3ms +50ms.*\n4 +3ms +10s/);
    expect(stdout).toContain('Simulated, not measured');
    const [folder] = folders() as [string];
    const index = await readSweepIndex(folder);
    expect(index).toMatchObject({
      kind: 'simulated',
      state: 'complete',
      sweepId: expect.stringMatching(/^simulated-/),
    });
    expect(index.cells.map(({ state }) => state)).toEqual(Array(4).fill('complete'));

    await simulate(['--out', 'elsewhere', '--workers', '3']);
    const [other] = folders('elsewhere') as [string];
    for (const name of ['sweep.json', 'report.html']) expect(bytes(other, name)).toBe(bytes(folder, name));
    for (const cell of index.cells) {
      for (const name of ['result.json', 'report.html']) {
        expect(bytes(join(other, cell.folder), name)).toBe(bytes(join(folder, cell.folder), name));
      }
    }
    const page = bytes(folder, 'report.html');
    expect((await gatebench(['report', 'reports/small'], { cwd })).exitCode).toBe(0);
    expect(bytes(folder, 'report.html')).toBe(page);
    expect(page).toContain('How was it simulated?');
  });

  it('keeps the cells that have ended when it is interrupted', async () => {
    const { simulate, folders } = place(swept.replace('[50ms, 10s]', '[50ms, 60ms, 70ms, 80ms, 90ms, 10s]'));
    const signals = new EventEmitter();
    const running = simulate(['--duration', '10m', '--workers', '1'], { signals });
    await vi.waitFor(
      async () => expect((await readSweepIndex(folders()[0] as string)).cells[0]?.state).toBe('complete'),
      { timeout: 60_000, interval: 50 },
    );
    signals.emit('SIGINT', 'SIGINT');
    expect(await running).toMatchObject({
      exitCode: 130,
      stdout: expect.stringContaining('give the command again'),
    });
    const { state, cells } = await readSweepIndex(folders()[0] as string);
    expect(state).toBe('interrupted');
    expect(cells[0]?.state).toBe('complete');
    expect(cells.at(-1)?.state).toBe('waiting');
  });

  it('is nothing that a run of the sweep goes on with', async () => {
    const { cwd, simulate } = place(swept);
    await simulate(['--quiet']);
    expect(await gatebench(['run', 'small.yaml', '--no-pin', '--resume'], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no sweep of small to go on with'),
    });
  });
});
