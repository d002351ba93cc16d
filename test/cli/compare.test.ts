import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/results/result.ts';
import { writeResult } from '../../src/results/result-file.ts';
import { aResult, memory, type ResultOptions, stateless } from '../support/a-result.ts';
import { aSimulatedResult } from '../support/a-simulated-result.ts';
import { gatebench } from '../support/fake-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const usual: ResultOptions = { strategies: [stateless, memory], repetitions: 8, seconds: 2 };
const resolved = {
  seed: 7,
  measure: { repetitions: 8 },
  strategies: [{ name: 'memory', cache: { ttlUs: 5e6 } }],
};

/** A run, written as `<name>.json`; `slower` slows its memory strategy. */
function aRun({ slower = 1, seed = 7 }: { slower?: number; seed?: number } = {}): Result {
  const factors = Array.from({ length: 8 }, () => slower);
  const result = aResult({ ...usual, seed, strategies: [stateless, { ...memory, factors }] });
  return { ...result, scenario: { ...result.scenario, resolved } };
}

async function inFolder(runs: Readonly<Record<string, Result>>) {
  const cwd = temporaryFolder();
  for (const [name, run] of Object.entries(runs)) await writeResult(join(cwd, `${name}.json`), run);
  const compare = (...argv: readonly string[]) => gatebench(['compare', ...argv], { cwd });
  return { cwd, compare };
}

describe('gatebench compare', () => {
  it('finds what became slower, and what stayed the same', async () => {
    const { compare } = await inFolder({ before: aRun(), after: aRun({ slower: 1.4, seed: 8 }) });
    const { exitCode, stdout } = await compare('before.json', 'after.json');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Scenario and environment are the same.');
    expect(stdout).toMatch(/memory +p50 +[\d.]+ µs +[\d.]+ ms +\+\d\d.\d % \(\+.*worse/);
    expect(stdout).toMatch(/stateless +requestsPerSecond .* % \(.* %\) +equivalent within 5.0 %/);
    expect(stdout).toMatch(/memory +hitRatio .* pp \(.* pp\) +equivalent within 1.0 pp/);
  });

  it('finds nothing between two runs of the same', async () => {
    const { compare } = await inFolder({ before: aRun(), after: aRun({ seed: 9 }) });
    const { changes } = JSON.parse((await compare('before.json', 'after.json', '--format', 'json')).stdout);
    expect(changes.map(({ verdict }: { verdict: string }) => verdict)).not.toContain('better');
    expect(changes.map(({ verdict }: { verdict: string }) => verdict)).not.toContain('worse');
    expect(changes).toHaveLength(13);
  });

  it('names what differs in the environment, and compares all the same', async () => {
    const before = aRun();
    const after = {
      ...aRun(),
      generator: { version: '0.1.0', revision: 'abcdef0' },
      environment: { ...before.environment, cpus: 4, packages: { fastify: '6.0.0' } },
    };
    const { compare } = await inFolder({ before, after });
    const { exitCode, stdout } = await compare('before.json', 'after.json', '--format', 'md');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('- environment: gatebench.revision: 33e2271, then abcdef0');
    expect(stdout).toContain('- environment: cpus: 2, then 4');
    expect(stdout).toContain('- environment: packages.autocannon: 9.0.0, then absent');
    expect(stdout).toMatch(/^\| memory \| p99 \|/m);
  });

  it.each<[string, (run: Result) => Result, RegExp]>([
    [
      'another setting',
      (run) => ({
        ...run,
        scenario: {
          ...run.scenario,
          resolved: { ...resolved, strategies: [{ name: 'memory', cache: { ttlUs: 1e6 } }] },
        },
      }),
      /strategies\.memory\.cache\.ttlUs: 5000000, then 1000000/,
    ],
    [
      'another trace',
      (run) => ({
        ...run,
        scenario: { ...run.scenario, trace: { file: 'x', requests: 5, distinct: 2, skippedLines: 0 } },
      }),
      /recording\.requests: absent, then 5/,
    ],
  ])('refuses runs of unlike scenarios, as %s, unless told otherwise', async (_, change, message) => {
    const { compare } = await inFolder({ before: aRun(), after: change(aRun()) });
    const refused = await compare('before.json', 'after.json');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr).toContain('--anyway');
    const { exitCode, stdout } = await compare('before.json', 'after.json', '--anyway');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(message);
  });

  it.each(['table', 'md'])(
    'compares a run with its simulation, and says in a %s that it does',
    async (format) => {
      const simulated = aSimulatedResult({ ...usual, seed: 8 });
      const after = { ...simulated, scenario: { ...simulated.scenario, resolved } };
      const { compare } = await inFolder({ before: aRun(), after });
      const { exitCode, stdout } = await compare('before.json', 'after.json', '--format', format);
      expect(exitCode).toBe(0);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
        'What was simulated is compared with what was measured. Run 2 (simulated-0123456789ab) was computed by a model',
      );
      expect(stdout).not.toMatch(/environment: |measured at the same time/);
      expect(stdout).toMatch(/memory.*hitRatio/);
    },
  );

  it('compares the strategies that both have, whatever the number of repetitions', async () => {
    const before = aRun();
    const fewer = aResult({ ...usual, repetitions: 6, strategies: [stateless] });
    const after = {
      ...fewer,
      scenario: { ...fewer.scenario, resolved: { ...resolved, measure: { repetitions: 6 }, strategies: [] } },
    };
    const { compare } = await inFolder({ before, after });
    const { exitCode, stdout } = await compare('before.json', 'after.json');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('done otherwise: measure.repetitions: 8, then 6');
    expect(stdout).not.toMatch(/^memory/m);
  });

  it('gives no verdict on the throughput of an open loop, which the schedule sets', async () => {
    const open = (run: Result): Result => ({
      ...run,
      scenario: {
        ...run.scenario,
        load: { kind: 'open', arrivals: { process: 'poisson', stages: [{ from: 9, to: 9 }] }, maxLagUs: 1 },
      },
    });
    const { compare } = await inFolder({ before: open(aRun()), after: open(aRun({ seed: 8 })) });
    const { stdout } = await compare('before.json', 'after.json');
    expect(stdout).toContain('p50');
    expect(stdout).not.toContain('requestsPerSecond');
  });

  it('tells nothing of times and rates when others had more of the machine in one of the runs', async () => {
    const busy = (run: Result, othersCores: number): Result => ({
      ...run,
      trials: run.trials.map((trial) =>
        trial.state === 'valid'
          ? { ...trial, measurement: { ...trial.measurement, contention: { othersCores } } }
          : trial,
      ),
    });
    const { compare } = await inFolder({
      before: busy(aRun(), 0.1),
      after: busy(aRun({ slower: 1.4, seed: 8 }), 0.7),
    });
    const { stdout } = await compare('before.json', 'after.json');
    expect(stdout).toContain('Other programs kept 0.1 cores busy in the first run and 0.7 in the second');
    expect(stdout).toMatch(/memory +p50 .* cannot tell/);
    expect(stdout).toMatch(/memory +hitRatio .* equivalent/);
    expect((await compare('before.json', 'after.json', '--fail-on', 'memory.p50 > +10%')).exitCode).toBe(5);
    expect((await compare('before.json', 'before.json')).stdout).not.toContain('Other programs');
  });

  it('tells nothing of runs without valid trials', async () => {
    const { compare } = await inFolder({ before: aRun(), after: { ...aRun(), trials: [] } });
    const { exitCode, stdout } = await compare('before.json', 'after.json');
    expect(exitCode).toBe(5);
    expect(stdout).toContain('No strategy has valid trials in both runs.');
  });

  it('refuses a Result that was tampered with', async () => {
    const { cwd, compare } = await inFolder({ before: aRun(), after: aRun() });
    const path = join(cwd, 'after.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"cpuUs": \d+/, '"cpuUs": 1'));
    const { exitCode, stderr } = await compare('before.json', 'after.json', '--anyway');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('GATEBENCH_RESULT');
    expect(stderr).toContain('was changed after it was written');
  });
});

describe('gatebench compare --fail-on', () => {
  it.each([
    ['memory.p50 > +10%', 4, 'fail'],
    ['memory.p50 > +90%', 0, 'pass'],
    ['memory.requestsPerSecond < -5%', 4, 'fail'],
    ['stateless.requestsPerSecond < -20%', 0, 'pass'],
    ['memory.hitRatio < -1pp', 0, 'pass'],
    ['stateless.backendCallsPer100 > +3', 0, 'pass'],
  ])('%s exits with %d', async (gate, code, outcome) => {
    const { compare } = await inFolder({ before: aRun(), after: aRun({ slower: 1.4, seed: 8 }) });
    const { exitCode, stdout } = await compare('before.json', 'after.json', '--fail-on', gate);
    expect({ exitCode, stdout }).toEqual({
      exitCode: code,
      stdout: expect.stringContaining(`${outcome}: ${gate} – `),
    });
  });

  it('cannot tell where the interval holds the bound, and says so to CI', async () => {
    const { cwd, compare } = await inFolder({ before: aRun(), after: aRun({ seed: 8 }) });
    const gates = ['--fail-on', 'memory.p50 > +0%', '--fail-on', 'memory.p50 > +50%'];
    const { exitCode } = await compare('before.json', 'after.json', ...gates, '--junit', 'out.xml');
    expect(exitCode).toBe(5);
    const xml = readFileSync(join(cwd, 'out.xml'), 'utf8');
    expect(xml).toContain('tests="2" failures="0" errors="0" skipped="1"');
    expect(xml).toMatch(/name="memory.p50 &#62; \+0%"><skipped message="[+−0].* %\)"/);
  });

  it.each([
    ['memory.p99', /Cannot understand --fail-on "memory.p99"/, /> \+10%/],
    ['memory.p98 > +10%', /There is no metric "p98"/, /Did you mean p9\d\?/],
    ['memory.hitRatio < -5%', /Cannot understand the change/, /percentage points: write -1pp/],
    ['memory.p99 > +5ms', /Cannot understand --fail-on/, /%/],
    ['redis.p99 > +5%', /There is no strategy "redis" in both runs/, /There is: stateless, memory\./],
  ])('refuses %s with a hint', async (gate, message, hint) => {
    const { compare } = await inFolder({ before: aRun(), after: aRun() });
    const { exitCode, stderr } = await compare('before.json', 'after.json', '--fail-on', gate);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(hint);
  });
});
