import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LiveEvent, WholeState } from '../../../src/report/live/live-state.ts';
import { withoutFileLinks } from '../../../src/report/live/without-file-links.ts';
import { smallScenario, workplace } from '../../support/a-run.ts';
import { readEvents, type SseReader } from '../../support/sse-reader.ts';

/** Runs the scenario with `--watch`; `url` is where it is watched, once that is said. */
function watched(argv: readonly string[], text = smallScenario, signals = new EventEmitter()) {
  const place = workplace(text);
  let told = '';
  let tell = (_: string) => {};
  const url = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const outcome = place.run(['--watch', ...argv], {
    signals,
    onProgress: (more) => {
      told += more;
      const [, address] = /Watch: (\S+)\n/.exec(told) ?? [];
      if (address !== undefined) tell(address);
    },
  });
  return { ...place, outcome, url };
}

const dataOf = (reader: SseReader) => reader.events.map(({ data }) => data as WholeState | LiveEvent);
/** The address is gone with the run, and no file is served there. */
const fileLink = /<a href="(?!#)/;
const ended = (reader: SseReader) => dataOf(reader).find(({ type }) => type === 'end');

describe('gatebench run --watch', { timeout: 90_000 }, () => {
  it('tells each trial as it goes on, makes the page anew after each, and puts the report in its place', async () => {
    const { outcome, url, runs } = watched(['--modes', 'stateless,memory', '--duration', '1500ms']);
    const reader = await readEvents(`${await url}events`);
    await vi.waitFor(() => expect(ended(reader)).toBeDefined(), { timeout: 80_000, interval: 50 });
    const page = await (await fetch(await url)).text();
    reader.close();
    const { exitCode, stdout } = await outcome;
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nReport: reports\/small\/.*\/report\.html\nGallery: reports\/index\.html\n$/);
    const report = readFileSync(join(runs()[0] as string, 'report.html'), 'utf8');
    expect(page).toBe(withoutFileLinks(report));
    expect(page).not.toMatch(fileLink);

    const [first, ...events] = dataOf(reader);
    expect(first?.type).toBe('state');
    const titles = new Set(events.flatMap((event) => (event.type === 'trial' ? [event.trial.title] : [])));
    expect([...titles].sort().map((title) => title.slice(0, 12))).toEqual(['Trial 1 of 2', 'Trial 2 of 2']);
    // The first page is there before the first trial, and after the last one comes the report.
    expect(events.filter(({ type }) => type === 'page').length).toBeOneOf([1, 2]);
    const points = events.flatMap((event) => (event.type === 'trial' ? event.points : []));
    expect(points.length).toBeGreaterThan(2);
    expect(points.every(({ requestsPerSecond }) => requestsPerSecond >= 0)).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'end', end: 'complete' });
    await expect(fetch(await url)).rejects.toThrow();
  });

  it('serves the report so far, with what the trial under way is doing, to whoever comes late', async () => {
    const { outcome, url } = watched(['--modes', 'stateless,memory', '--duration', '1500ms']);
    const early = await readEvents(`${await url}events`);
    await vi.waitFor(
      () =>
        expect(
          dataOf(early).some((event) => event.type === 'trial' && event.trial.title.startsWith('Trial 2')),
        ).toBe(true),
      { timeout: 80_000, interval: 50 },
    );
    const late = await readEvents(`${await url}events`);
    const page = await (await fetch(await url)).text();
    expect(page).toContain('Unfinished, with 1 of 2 trials so far');
    expect(page).toContain('id="live-specs"');
    expect(page).not.toMatch(fileLink);
    await vi.waitFor(() => expect(late.events.length).toBeGreaterThan(0));
    const [whole] = dataOf(late);
    if (whole?.type !== 'state') throw new Error(JSON.stringify(whole));
    expect(whole.state.trial?.title).toMatch(/^Trial 2 of 2/);
    expect(page).toContain(`data-page="${whole.state.page}"`);
    await vi.waitFor(() => expect(ended(late)).toBeDefined(), { timeout: 80_000 });
    for (const reader of [early, late]) reader.close();
    expect((await outcome).exitCode).toBe(0);
  });

  it('says that it was interrupted, and shows the report of what there is', async () => {
    const signals = new EventEmitter();
    const { outcome, url, runs } = watched(
      ['--modes', 'memory', '--duration', '60s'],
      smallScenario,
      signals,
    );
    const reader = await readEvents(`${await url}events`);
    await vi.waitFor(
      () =>
        expect(dataOf(reader).some((event) => event.type === 'trial' && event.points.length > 0)).toBe(true),
      { timeout: 80_000, interval: 50 },
    );
    signals.emit('SIGINT');
    await vi.waitFor(() => expect(ended(reader)).toMatchObject({ end: 'interrupted' }), { timeout: 80_000 });
    const page = await (await fetch(await url)).text();
    expect(page).toContain('The run was interrupted');
    reader.close();
    expect((await outcome).exitCode).toBe(130);
    expect(dataOf(reader)).toContainEqual({
      type: 'log',
      text: 'The run was interrupted. What was measured is kept.',
    });
    expect(readdirSync(runs()[0] as string)).toContain('report.html');
  });

  it('does not wait for long for a watcher that never takes the report', async () => {
    const { outcome, url } = watched(['--modes', 'memory', '--quiet', '--json']);
    const stuck = await readEvents(`${await url}events`);
    const { exitCode, stdout } = await outcome;
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'complete' });
    await stuck.closed;
    expect(ended(stuck)).toBeDefined();
  });

  it('follows the cells of a sweep one after the other, to the page of the sweep', async () => {
    const text = `${smallScenario.replace('connections: 4', 'connections: 2')}sweep: { load.connections: [1, 2] }\n`;
    const { outcome, url, runs } = watched(['--modes', 'memory'], text);
    const reader = await readEvents(`${await url}events`);
    await vi.waitFor(() => expect(ended(reader)).toBeDefined(), { timeout: 80_000, interval: 50 });
    const page = await (await fetch(await url)).text();
    reader.close();
    expect((await outcome).exitCode).toBe(0);
    const cells = dataOf(reader).flatMap((event) =>
      event.type === 'page' ? [event.cell] : event.type === 'state' ? [event.state.cell] : [],
    );
    expect(new Set(cells.filter((cell) => cell !== '').map((cell) => cell.slice(0, 11)))).toEqual(
      new Set(['Cell 1 of 2', 'Cell 2 of 2']),
    );
    expect(page).not.toContain('id="live"');
    expect(page).toContain('What did each cell show?');
    expect(page).not.toMatch(fileLink);
    // On the disk they lead to the cells.
    expect(readFileSync(join(runs()[0] as string, 'report.html'), 'utf8')).toMatch(
      /<a href="cells\/1-connections-1\/report.html">/,
    );
  });

  it('says so, before anything is measured or written, where the port is taken', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { run, cwd } = workplace();
    expect(await run(['--watch', String(port)])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(`Port ${port} of 127.0.0.1 is taken.`),
    });
    expect(readdirSync(cwd)).toEqual(['small.yaml']);
    expect(await run(['--watch', 'here'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Expected a port'),
    });
  });
});
