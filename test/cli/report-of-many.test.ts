import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeCapacity } from '../../src/results/capacity-file.ts';
import { writeResult } from '../../src/results/result-file.ts';
import { writeSweepIndex } from '../../src/results/sweep-file.ts';
import { aCapacity } from '../support/a-capacity.ts';
import { aResult } from '../support/a-result.ts';
import { aSweepIndex } from '../support/a-sweep.ts';
import { gatebench } from '../support/fake-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('gatebench report', () => {
  it('writes the page of a sweep, names a cell whose Result is damaged, and shows the others', async () => {
    const cwd = temporaryFolder();
    const index = aSweepIndex({ 'gateway.cache.ttl': ['1s', '9s'] });
    for (const { folder, number } of index.cells) {
      mkdirSync(join(cwd, folder), { recursive: true });
      await writeResult(
        join(cwd, folder, 'result.json'),
        aResult({ repetitions: 2, connections: 2, seed: number }),
      );
    }
    writeFileSync(join(cwd, 'cells/2/result.json'), '{"format":');
    await writeSweepIndex(cwd, index);
    expect(await gatebench(['report', '.', '--out', 'page.html'], { cwd })).toMatchObject({
      exitCode: 5,
      stdout: 'page.html\n',
      stderr: expect.stringMatching(/^warning: cell 2 is left out: cells\/2\/result\.json is not JSON/),
    });
    const page = readFileSync(join(cwd, 'page.html'), 'utf8');
    expect(page).toContain('Cell 2 is left out');
    expect(page).toContain('cells/2/result.json is not JSON');
    expect(page).not.toContain(cwd);
    expect(page).toContain('href="cells/1/report.html"');
    expect(page).not.toContain('href="cells/2/report.html"');
  });

  it('shows the other cells of a sweep in every format though one is damaged, and writes their pages', async () => {
    const cwd = temporaryFolder();
    const index = aSweepIndex({ 'gateway.cache.ttl': ['1s', '5s', '9s'] });
    for (const { folder, number } of index.cells) {
      mkdirSync(join(cwd, folder), { recursive: true });
      const result = aResult({ repetitions: 1, connections: 2, seed: number });
      await writeResult(join(cwd, folder, 'result.json'), result);
    }
    writeFileSync(join(cwd, 'cells/2/result.json'), '{"format":');
    await writeSweepIndex(cwd, index);
    const inFormat = (format: string) => gatebench(['report', '.', '--format', format], { cwd });
    for (const format of ['table', 'md']) {
      expect(await inFormat(format)).toMatchObject({
        exitCode: 5,
        stdout: expect.stringMatching(/9s[\s\S]*Cell 2 is left out/),
        stderr: expect.stringContaining('cell 2 is left out'),
      });
    }
    const { exitCode, stdout } = await inFormat('csv');
    expect(exitCode).toBe(5);
    expect(new Set(stdout.split('\r\n').map((line) => line.split(',')[0]))).toEqual(
      new Set(['cell', '1', '3', '']),
    );
    expect(await gatebench(['report', '.'], { cwd })).toMatchObject({
      exitCode: 5,
      stdout: 'report.html\ncells/1/report.html\ncells/3/report.html\n',
    });
  });

  it('writes the page of a capacity beside it, and its other formats', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'reports/shop/1'), { recursive: true });
    await writeCapacity(join(cwd, 'reports/shop/1/capacity.json'), aCapacity());
    for (const run of ['reports/shop', 'reports/shop/1', 'reports/shop/1/capacity.json']) {
      expect(await gatebench(['report', run], { cwd })).toMatchObject({
        exitCode: 0,
        stdout: 'reports/shop/1/report.html\n',
      });
    }
    expect(readFileSync(join(cwd, 'reports/shop/1/report.html'), 'utf8')).toContain(
      'memory keeps it up to 400/s',
    );
    const inFormat = async (format: string) =>
      (await gatebench(['report', 'reports/shop', '--format', format], { cwd })).stdout;
    expect(await inFormat('table')).toMatch(/stateless +100\/s +105\/s/);
    expect(await inFormat('md')).toContain('| stateless |');
    expect(JSON.parse(await inFormat('json'))).toEqual(aCapacity());
    expect(await gatebench(['report', 'reports/shop', '--format', 'csv'], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('A capacity has no report in the format "csv"'),
    });
  });
});
