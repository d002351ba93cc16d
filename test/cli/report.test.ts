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
    ['json', /^\{"format":"gatebench-result"/],
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
});
