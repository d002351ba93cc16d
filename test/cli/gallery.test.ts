import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CliContext } from '../../src/cli/context.ts';
import { findEntries } from '../../src/cli/gallery/find-entries.ts';
import { refreshGallery } from '../../src/cli/gallery/refresh-gallery.ts';
import { writeCapacity } from '../../src/results/capacity-file.ts';
import { writeResult } from '../../src/results/result-file.ts';
import { readSweepIndex, writeSweepIndex } from '../../src/results/sweep-file.ts';
import { aCapacity } from '../support/a-capacity.ts';
import { gatebench } from '../support/fake-context.ts';
import { aRunOf } from '../support/some-runs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const quick = { repetitions: 1, seconds: 1 };

async function folderOfRuns(...days: readonly number[]) {
  const cwd = temporaryFolder();
  const folderOf = (day: number) => join(cwd, 'reports', 'quickstart', aRunOf(day, quick).runId);
  const add = async (day: number, options = {}) => {
    mkdirSync(folderOf(day), { recursive: true });
    await writeResult(join(folderOf(day), 'result.json'), aRunOf(day, { ...quick, ...options }));
  };
  for (const day of days) await add(day);
  const gallery = async (...argv: readonly string[]) => {
    const outcome = await gatebench(['gallery', ...argv], { cwd });
    const index = join(cwd, argv[0] ?? 'reports', 'index.html');
    return { ...outcome, page: existsSync(index) ? readFileSync(index, 'utf8') : '' };
  };
  return { cwd, folderOf, add, gallery };
}

describe('gatebench gallery', () => {
  it('lists the runs of a folder, and keeps a card beside each Result', async () => {
    const { folderOf, gallery } = await folderOfRuns(1, 2);
    const { exitCode, stdout, page } = await gallery();
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'reports/index.html\n' });
    expect(page).toContain('2 entries, the newest first');
    expect(JSON.parse(readFileSync(join(folderOf(1), 'card.json'), 'utf8'))).toMatchObject({
      format: 'gatebench-card',
      runId: '2026-11-01T10-00-00',
    });
  });

  it('reads cards in place of Results', async () => {
    const { folderOf, gallery } = await folderOfRuns(1);
    await gallery();
    const path = join(folderOf(1), 'card.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"lead":"[^"]*"/, '"lead":"From the card."'));
    expect((await gallery()).page).toContain('From the card.');
  });

  it.each<[string, (path: string) => void]>([
    ['is damaged', (path) => writeFileSync(path, '{"format":"gatebench-card"')],
    [
      'is of another version',
      (path) =>
        writeFileSync(path, readFileSync(path, 'utf8').replace('"schemaVersion":1', '"schemaVersion":9')),
    ],
    ['is older than its Result', (path) => utimesSync(path, 1, 1)],
    [
      'is of another Result',
      (path) =>
        writeFileSync(path, readFileSync(path, 'utf8').replace(/"resultBytes":\d+/, '"resultBytes":5')),
    ],
    ['is missing', (path) => rmSync(path)],
  ])('makes a card anew that %s', async (_, spoil) => {
    const { folderOf, gallery } = await folderOfRuns(1);
    await gallery();
    const path = join(folderOf(1), 'card.json');
    const made = readFileSync(path, 'utf8');
    spoil(path);
    const { page } = await gallery();
    expect(readFileSync(path, 'utf8')).toBe(made);
    expect(page).toContain('data-state="complete"');
  });

  it('lists a damaged Result as damaged, with why, and all others all the same', async () => {
    const { folderOf, gallery } = await folderOfRuns(1, 2);
    writeFileSync(join(folderOf(1), 'result.json'), '{');
    const { exitCode, page } = await gallery();
    expect(exitCode).toBe(0);
    expect(page).toMatch(/data-state="damaged"[\s\S]*<p>result\.json is not JSON: /);
    expect(page).toContain('data-state="complete"');
  });

  it('lists a sweep as one entry, and not its cells', async () => {
    const { cwd, gallery } = await folderOfRuns(1);
    const sweep = join(cwd, 'reports', 'swept', '2026-11-03T10-00-00');
    mkdirSync(join(sweep, 'cells', '1-ttl-1s'), { recursive: true });
    await writeResult(join(sweep, 'cells', '1-ttl-1s', 'result.json'), aRunOf(3, quick));
    await writeSweepIndex(sweep, {
      ...{ format: 'gatebench-sweep', schemaVersion: 1, sweepId: 's', state: 'interrupted' },
      ...{ startedAt: '2026-11-03T10:00:00.000Z', generator: { version: '0.1.0' }, command: 'x' },
      ...{ scenario: { name: 'swept', question: '', source: '' }, settings: {} },
      axes: [{ path: 'cache.ttl', values: ['1s', '2s'] }],
      cells: [
        { number: 1, values: ['1s'], folder: 'cells/1-ttl-1s', state: 'complete' },
        { number: 2, values: ['2s'], folder: 'cells/2-ttl-2s', state: 'waiting' },
      ],
    });
    const { page } = await gallery();
    expect(page).toContain('2 entries');
    expect(page).toMatch(/<p>[^<]+ is not established in the only cell with figures: [^<]+<\/p>/);
    expect(page).toContain('stateless, memory');
    expect(page).toContain('1 of 2 cells measured');
    expect(page).toContain('aria-label="Best in 1 cell: not established in 1"');
    const card = join(sweep, 'card.json');
    writeFileSync(card, readFileSync(card, 'utf8').replace(/"lead":"[^"]*"/, '"lead":"From the card."'));
    expect((await gallery()).page).toContain('From the card.');
    await writeSweepIndex(sweep, { ...(await readSweepIndex(sweep)), state: 'complete' });
    expect((await gallery()).page).not.toContain('From the card.');

    rmSync(card);
    const [unread] = await findEntries(join(cwd, 'reports'), 0);
    expect(unread?.lead).toContain('A sweep over cache.ttl (1s, 2s): 1 of 2 cells measured.');
  });

  it('says of a search for capacity what it found, and draws it', async () => {
    const { cwd, gallery } = await folderOfRuns(1);
    const search = join(cwd, 'reports', 'shop', '2026-11-03T10-00-00');
    mkdirSync(search, { recursive: true });
    await writeCapacity(join(search, 'capacity.json'), aCapacity());
    const { page } = await gallery();
    expect(page).toMatch(
      /<p>p99 .*: stateless keeps it up to 100\/s and memory keeps it up to 400\/s\.<\/p>/,
    );
    expect(page).toContain(
      'aria-label="The highest rate that keeps the objective against stateless: memory 4× (3.81–4.20)"',
    );
  });

  it('does not write over a page that it did not make', async () => {
    const { cwd, gallery } = await folderOfRuns(1);
    writeFileSync(join(cwd, 'reports', 'index.html'), '<title>My site</title>');
    const { exitCode, stderr, page } = await gallery();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is a page that gatebench did not write');
    expect(page).toBe('<title>My site</title>');
  });

  it('refuses what is no folder', async () => {
    const { gallery } = await folderOfRuns(1);
    const { exitCode, stderr } = await gallery('nowhere');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Cannot read the folder nowhere');
  });

  it('leads from the folder of a scenario too', async () => {
    const { cwd, gallery } = await folderOfRuns(1);
    const { page } = await gallery('reports/quickstart');
    expect(page).toContain('href="2026-11-01T10-00-00/result.json"');
    expect(statSync(join(cwd, 'reports', 'quickstart', 'index.html')).size).toBeLessThan(1.5e6);
  });
});

describe('the gallery after a run', () => {
  it('reads no more Results than a few, and lists the others as not read yet', async () => {
    const { cwd } = await folderOfRuns(1, 2);
    const entries = await findEntries(join(cwd, 'reports'), 1);
    expect(entries.map(({ path, state }) => [path.at(-1), state])).toEqual([
      ['2026-11-02T10-00-00', 'complete'],
      ['2026-11-01T10-00-00', 'unread'],
    ]);
  });

  it('says in one line why it could not be written, and does not fail the run', async () => {
    const { cwd } = await folderOfRuns(1);
    writeFileSync(join(cwd, 'reports', 'index.html'), '<title>My site</title>');
    const said: string[] = [];
    const stderr = new Writable({
      write(chunk, _encoding, done) {
        said.push(String(chunk));
        done();
      },
    });
    expect(await refreshGallery('reports', { cwd, stderr } as unknown as CliContext)).toBe('');
    expect(said.join('')).toMatch(/^The gallery of reports could not be written: .* did not write\.\n$/);
  });
});
