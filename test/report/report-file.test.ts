import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeReport } from '../../src/report/report-file.ts';
import type { Result } from '../../src/results/result.ts';
import { aLargeResult } from '../support/a-large-result.ts';
import { aResult, aSettledResult, memory, stateless } from '../support/a-result.ts';
import { buildReportClient } from '../support/report-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hostile = `</script><img src=x onerror=alert(1)><!-- $& $' {{x}} ${'long '.repeat(60)}`;

async function written(result: Result): Promise<string> {
  const folder = temporaryFolder();
  const path = join(folder, 'report.html');
  await writeReport(result, path, await buildReportClient(folder));
  return readFile(path, 'utf8');
}

describe('writeReport', () => {
  it('says the finding before all else, then its chart, the figures, the method, the scenario and the command', async () => {
    const page = await written(aSettledResult());
    const order = [
      '<h1>Does caching pay',
      'class="finding">memory answered',
      '<svg',
      'How do the strategies compare?',
      'Did the backends keep to their delays?',
      'How was it measured?',
      'On what machine?',
      'What was the scenario?',
      'npx gatebench run scenarios/quickstart.yaml',
    ].map((text) => page.indexOf(text));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });

  it('puts what weakens the figures above them', async () => {
    const omitted = [{ strategy: 'redis', reason: 'No Redis server was found.' }];
    const page = await written({ ...aResult(), omitted, state: 'interrupted' });
    expect(page.indexOf('No Redis server was found.')).toBeLessThan(
      page.indexOf('How do the strategies compare?'),
    );
    expect(page.indexOf('The run was interrupted')).toBeLessThan(page.indexOf('<svg'));
  });

  it('names nothing outside itself and allows no script but its own', async () => {
    const page = await written(aResult());
    expect(/default-src 'none'; script-src 'sha256-[\w+/]+=*';/.test(page)).toBe(true);
    expect(
      /unsafe-eval|<link rel="(?!icon" href="data:,")|<script src|<iframe|@import/.exec(page),
    ).toBeNull();
    const [head = ''] = page.split('<script');
    expect(head.match(/(?:src|href)="(?!#|data:|result\.json")[^"]*"/g)).toBeNull();
  });

  it('lets no text of the Result become markup', async () => {
    const result = aResult({ strategies: [{ ...stateless, name: hostile }, memory], question: hostile });
    const page = await written({
      ...result,
      command: hostile,
      scenario: { ...result.scenario, source: hostile, name: hostile },
      environment: { ...result.environment, cpuModel: hostile, packages: { [hostile]: hostile } },
      omitted: [{ strategy: hostile, reason: hostile, hint: hostile }],
      warnings: [{ code: hostile, message: hostile, hint: hostile, strategy: hostile }],
    });
    // Our own script comes last; what it holds is ours.
    expect(page.slice(0, page.lastIndexOf('<script>')).includes('<img')).toBe(false);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  it('shows what would turn the direction of writing by its number, and the beginning of what is endless', async () => {
    const result = aResult({ repetitions: 1, seconds: 1, question: `Why ${'long'.repeat(2500)}?` });
    const page = await written({
      ...result,
      scenario: { ...result.scenario, name: '\u202eevil', source: 'a line\n'.repeat(2e5) },
      warnings: Array.from({ length: 500 }, (_, index) => ({
        code: `c${index}`,
        message: `Message ${index}.`,
      })),
    });
    expect(page).not.toContain('\u202e');
    expect(page).toContain('⟨U+202E⟩evil');
    expect(page.match(/<h1>(.*)<\/h1>/)?.[1]).toHaveLength(301);
    expect(page).toContain('1,350,000 characters more are in result.json.');
    expect(page).toMatch(/501 things to know before you believe a figure/);
    expect(page).toContain('401 warnings more in result.json.');
    expect(Buffer.byteLength(page)).toBeLessThan(1.5e6);
  });

  it('says of a run without a question or a trial what it is called, and that nothing was measured', async () => {
    const page = await written({ ...aResult({ repetitions: 1, question: '' }), trials: [] });
    expect(page).toContain('<h1>quickstart</h1>');
    expect(page).toContain('No trial was measured, so nothing can be concluded.');
  });

  it('leads from each side of the answer, and from the navigation, to a part that the page has', async () => {
    const page = await written(aSettledResult());
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(anchors.length).toBeGreaterThan(30);
    expect(anchors.filter((anchor) => !ids.includes(anchor))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each([
    { strategies: 7, repetitions: 10, seconds: 60 },
    { strategies: 4, repetitions: 5, seconds: 3600 },
    { strategies: 12, repetitions: 50, seconds: 600 },
  ])(
    'stays under 1.5 MB, as with $strategies strategies, $repetitions repetitions and $seconds s',
    {
      timeout: 180_000,
    },
    async (size) => {
      const page = await written(aLargeResult(size));
      expect(Buffer.byteLength(page)).toBeLessThan(1.5e6);
    },
  );

  it('leaves nothing behind and touches nothing where it cannot write', async () => {
    const folder = temporaryFolder();
    const client = await buildReportClient(folder);
    await mkdir(join(folder, 'report.html'));
    await writeFile(join(folder, 'report.html', 'kept'), '');
    await expect(
      writeReport(aResult({ repetitions: 1 }), join(folder, 'report.html'), client),
    ).rejects.toThrow(/Cannot write/);
    expect(await readdir(folder)).toEqual(['client.js', 'report.html']);
  });

  it('says how to build the script where it is missing', async () => {
    const folder = temporaryFolder();
    const missing = pathToFileURL(join(folder, 'none.js'));
    const writing = writeReport(aResult({ repetitions: 1 }), join(folder, 'report.html'), missing);
    await expect(writing).rejects.toMatchObject({
      code: 'GATEBENCH_ENVIRONMENT',
      hint: expect.stringContaining('npm run build'),
    });
  });
});
