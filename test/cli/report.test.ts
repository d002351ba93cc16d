import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeResult } from '../../src/results/result-file.ts';
import { aResult } from '../support/a-result.ts';
import { gatebench } from '../support/fake-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A folder with two runs of a scenario. */
async function twoRuns(): Promise<string> {
  const cwd = temporaryFolder();
  for (const runId of ['2026-11-23T10-00-00', '2026-11-23T11-00-00']) {
    const folder = join(cwd, 'reports', 'quickstart', runId);
    mkdirSync(folder, { recursive: true });
    await writeResult(join(folder, 'result.json'), aResult({ repetitions: 1, question: `Run ${runId}?` }));
  }
  return cwd;
}

describe('gatebench report', () => {
  it('writes the page of the latest run beside its Result', async () => {
    const cwd = await twoRuns();
    const { exitCode, stdout } = await gatebench(['report', 'reports/quickstart'], { cwd });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'reports/quickstart/2026-11-23T11-00-00/report.html\n',
    });
    expect(readFileSync(join(cwd, stdout.trim()), 'utf8')).toContain('Run 2026-11-23T11-00-00?');
  });

  it.each([
    ['table', /^stateless +1/m],
    ['md', /\| stateless/],
    ['csv', /^runId,scenario,strategy,/],
    ['json', /^\{"format":"gatebench-result"/],
    ['openmetrics', /^# TYPE gatebench_run_info gauge\n/],
  ])('prints %s, or writes it where it is told', async (format, shape) => {
    const cwd = await twoRuns();
    const run = 'reports/quickstart/2026-11-23T10-00-00';
    const printed = await gatebench(['report', run, '--format', format], { cwd });
    expect(printed.stdout).toMatch(shape);
    const written = await gatebench(['report', run, '--format', format, '--out', 'here'], { cwd });
    expect(written.stdout).toBe('');
    expect(readFileSync(join(cwd, 'here'), 'utf8')).toBe(printed.stdout);
  });

  it('knows no other format, and writes nothing', async () => {
    const cwd = await twoRuns();
    const { exitCode, stderr } = await gatebench(
      ['report', 'reports/quickstart', '--format', 'pdf', '--out', 'x'],
      { cwd },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no report format "pdf".');
    expect(readdirSync(cwd)).toEqual(['reports']);
  });

  it.each([
    ['svg', 'charts', 'ratios.svg', /^<svg /],
    ['vega-lite', 'charts', 'ratios.vl.json', /"\$schema"/],
    ['hgrm', 'hgrm', 'memory-hits.hgrm', /^ +Value/],
  ])(
    'writes %s as a file each, beside the Result or where it is told',
    async (format, folder, file, shape) => {
      const cwd = await twoRuns();
      const run = 'reports/quickstart/2026-11-23T10-00-00';
      const beside = await gatebench(['report', run, '--format', format], { cwd });
      expect(beside.stdout.split('\n')).toContain(join(run, folder, file));
      expect(readFileSync(join(cwd, run, folder, file), 'utf8')).toMatch(shape);
      await gatebench(['report', run, '--format', format, '--out', 'a/b'], { cwd });
      expect(readdirSync(join(cwd, 'a', 'b'))).toEqual(readdirSync(join(cwd, run, folder)));
    },
  );

  it('prints one chart of several, or writes it to the file it is told', async () => {
    const cwd = await twoRuns();
    const one = ['report', 'reports/quickstart', '--format', 'svg', '--chart', 'outcomes'];
    const printed = await gatebench(one, { cwd });
    expect(printed.stdout).toMatch(/^<svg [^>]*>\n<title id="title">What became of each request\?<\/title>/);
    await gatebench([...one, '--out', 'it.svg'], { cwd });
    expect(readFileSync(join(cwd, 'it.svg'), 'utf8')).toBe(printed.stdout);
  });

  it('lists the charts where it is asked for one that there is not', async () => {
    const cwd = await twoRuns();
    const { exitCode, stderr } = await gatebench(
      ['report', 'reports/quickstart', '--format', 'vega-lite', '--chart', 'pie'],
      { cwd },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/vega-lite has no "pie".*\n.*It has: ratios, .*processes/);
  });

  it('knows which formats have no charts to choose from', async () => {
    const { exitCode, stderr } = await gatebench([
      'report',
      'nowhere',
      '--format',
      'md',
      '--chart',
      'ratios',
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/md is one document.*\n.*svg, vega-lite, hgrm/);
  });

  it('says of a run without a valid trial that there is nothing to draw', async () => {
    const cwd = temporaryFolder();
    await writeResult(join(cwd, 'result.json'), { ...aResult({ repetitions: 1 }), trials: [] });
    const { exitCode, stderr } = await gatebench(['report', 'result.json', '--format', 'svg'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is nothing to write as svg: this run has no valid trial.');
    expect(readdirSync(cwd)).toEqual(['result.json']);
  });

  it('lists every format in its help, and in the error about an unknown one before it reads anything', async () => {
    const { stdout } = await gatebench(['report', '--help']);
    const { stderr } = await gatebench(['report', 'nowhere', '--format', 'vegalite']);
    for (const format of ['html', 'table', 'md', 'csv', 'json', 'svg', 'vega-lite', 'hgrm', 'openmetrics']) {
      expect(stdout).toMatch(new RegExp(`^  ${format} `, 'm'));
      expect(stderr).toContain(format);
    }
    expect(stderr).toContain('Did you mean vega-lite?');
  });
});
