import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/results/result.ts';
import { writeResult } from '../../src/results/result-file.ts';
import { writeSweepIndex } from '../../src/results/sweep-file.ts';
import { gatebench } from '../support/fake-context.ts';
import { aRunOf } from '../support/some-runs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The runs as a run leaves them, in the folder of their scenario. */
async function history(...runs: readonly Result[]) {
  const cwd = temporaryFolder();
  const paths = runs.map(({ runId }) => join('reports', 'quickstart', runId));
  for (const [place, run] of runs.entries()) {
    const folder = join(cwd, paths[place] as string);
    mkdirSync(folder, { recursive: true });
    await writeResult(join(folder, 'result.json'), run);
  }
  const compare = (...argv: readonly string[]) => gatebench(['compare', ...paths, ...argv], { cwd });
  return { cwd, paths, compare };
}

const slow = { slower: 1.4 };

describe('gatebench compare of more than two runs', () => {
  it('shows them side by side, each with its change since the one before', async () => {
    const { compare } = await history(aRunOf(1), aRunOf(2), aRunOf(3, slow));
    const { exitCode, stdout } = await compare();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('run 1: 2026-11-01T10-00-00 (gatebench 0.1.0, 33e2271), the baseline');
    expect(stdout).toMatch(/^p50 +\d+ µs +\d+ µs [≈~] +[\d.]+ ms \+\d\d\.\d % worse$/m);
    expect(stdout).toMatch(/^Worse since run 1 \(2026-11-01T10-00-00\)/m);
  });

  it('shows the first and the last of twenty in a terminal, says so, and has all in JSON', async () => {
    const few = { repetitions: 4, seconds: 1 };
    const { compare } = await history(...Array.from({ length: 20 }, (_, place) => aRunOf(place + 1, few)));
    const { stdout } = await compare();
    expect(stdout).toContain('Of 20 runs, the first and the last 5 are shown');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
    const document = JSON.parse((await compare('--format', 'json')).stdout);
    expect(document).toMatchObject({
      baseline: { runId: '2026-11-01T10-00-00' },
      other: { runId: '2026-11-20T10-00-00' },
    });
    expect(document.steps).toHaveLength(19);
    expect(document.steps[18].changes.length).toBeGreaterThan(5);
  });

  it('judges bounds by the last against the first', async () => {
    const { compare } = await history(aRunOf(1), aRunOf(2, slow), aRunOf(3, slow));
    expect((await compare('--fail-on', 'memory.p50 > +10%')).exitCode).toBe(4);
    const { compare: back } = await history(aRunOf(1), aRunOf(2, slow), aRunOf(3));
    expect((await back('--fail-on', 'memory.p50 > +30%')).exitCode).toBe(0);
  });

  it('names the two that do not answer the same question', async () => {
    const other = aRunOf(2);
    const unlike = { ...other, scenario: { ...other.scenario, resolved: { seed: 8 } } };
    const { compare } = await history(aRunOf(1), unlike, aRunOf(3));
    const { exitCode, stderr } = await compare();
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'run 1 (2026-11-01T10-00-00) and run 2 (2026-11-02T10-00-00) do not answer the same question',
    );
    expect((await compare('--anyway')).exitCode).toBe(0);
  });

  it('refuses a sweep, and says what to compare instead', async () => {
    const { cwd, paths, compare } = await history(aRunOf(1), aRunOf(2));
    const sweep = join(cwd, 'reports', 'swept', '2026-11-03T10-00-00');
    mkdirSync(sweep, { recursive: true });
    await writeSweepIndex(sweep, {
      ...{ format: 'gatebench-sweep', schemaVersion: 1, sweepId: 's', state: 'complete' },
      ...{ startedAt: '2026-11-03T10:00:00.000Z', generator: { version: '0.1.0' }, command: 'x' },
      ...{ scenario: { name: 'swept', question: '', source: '' }, settings: {} },
      axes: [{ path: 'seed', values: [1] }],
      cells: [{ number: 1, values: [1], folder: 'cells/1-seed-1', state: 'complete' }],
    });
    const { exitCode, stderr } = await gatebench(['compare', paths[0] as string, 'reports/swept'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('reports/swept is a sweep, whose cells are runs of their own.');
    expect((await compare()).exitCode).toBe(0);
  });
});

describe('gatebench compare --format html', () => {
  it('writes a page beside the last Result, which leads to the pages of the runs that have one', async () => {
    const { cwd, paths, compare } = await history(aRunOf(1), aRunOf(2, slow));
    expect((await gatebench(['report', paths[0] as string], { cwd })).exitCode).toBe(0);
    const { exitCode, stdout } = await compare('--format', 'html', '--fail-on', 'memory.p50 > +10%');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 4,
      stdout: 'reports/quickstart/2026-11-02T10-00-00/comparison.html\n',
    });
    const page = readFileSync(join(cwd, stdout.trim()), 'utf8');
    expect(page).toContain('<a href="../2026-11-01T10-00-00/report.html">run 1</a>');
    expect(page).not.toContain('href="report.html"');
    expect(page).toContain('memory.p50 &gt; +10%');
    expect(page.length).toBeLessThan(1.5e6);
  });

  it('writes any format where it is told to', async () => {
    const { cwd, compare } = await history(aRunOf(1), aRunOf(2));
    expect(await compare('--format', 'md', '--out', 'changes.md')).toMatchObject({ exitCode: 0, stdout: '' });
    expect(readFileSync(join(cwd, 'changes.md'), 'utf8')).toMatch(/^\*\*quickstart\*\*: /);
    expect((await compare('--format', 'html', '--out', 'page.html')).stdout).toBe('page.html\n');
    expect(existsSync(join(cwd, 'page.html'))).toBe(true);
  });

  it('refuses a format that it does not know', async () => {
    const { compare } = await history(aRunOf(1), aRunOf(2));
    const { exitCode, stderr } = await compare('--format', 'pdf');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Formats: table, md, json, html.');
  });
});
