import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { workplace } from '../../support/a-run.ts';
import { findChromium, launchChromium } from '../../support/chromium.ts';
import { lacksProc } from '../../support/proc.ts';
import { processesIn } from '../../support/processes-in.ts';

const executable = await findChromium();
const isSkipped = executable === undefined || lacksProc('/proc/self/environ', 'A watched run that is killed');
const patience = { timeout: 60_000 };

/** Runs as processes of their own, of which nothing is left after the test. */
function runsAlone() {
  const { cwd } = workplace();
  const temporary = join(cwd, 'tmp');
  mkdirSync(temporary);
  const start = async (argv: readonly string[]) => {
    const child = spawn(
      process.execPath,
      [
        join(process.cwd(), 'dist/cli/main.js'),
        'run',
        'small.yaml',
        '--no-pin',
        '--modes',
        'stateless,memory',
        ...argv,
      ],
      { cwd, env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    const exited = once(child, 'exit');
    await vi.waitFor(() => expect(told).toContain('Watch: '), patience);
    const [, url = ''] = /Watch: (\S+)\n/.exec(told) ?? [];
    return { url, exited, kill: () => child.kill('SIGKILL') };
  };
  return { start, temporary };
}

describe.skipIf(isSkipped)('a run of its own that is watched in Chromium', { timeout: 180_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
  });
  afterAll(() => browser?.close());

  it('is said to be lost when it is killed, and is found again when it is resumed, up to its report', async () => {
    const { start, temporary } = runsAlone();
    const options = ['--repetitions', '2', '--duration', '3s'];
    const killed = await start([...options, '--watch']);
    const page = await browser.newPage();
    await page.goto(killed.url);
    const title = page.locator('.live-title');
    await title.filter({ hasText: 'Trial 2 of 4' }).waitFor(patience);
    killed.kill();
    await killed.exited;
    await title.filter({ hasText: 'The connection is lost' }).waitFor(patience);
    await vi.waitFor(() => expect(processesIn(temporary)).toEqual([]), patience);

    const resumed = await start([...options, '--resume', '--watch', new URL(killed.url).port]);
    // The trial that was under way is measured from its beginning, below the report of those before it.
    await title.filter({ hasText: 'Trial 2 of 4' }).waitFor(patience);
    await page.locator('.finding', { hasText: 'Unfinished, with 1 of 4 trials so far' }).waitFor(patience);
    await page.locator('#live').waitFor({ state: 'detached', ...patience });
    await page.locator('#scenario').waitFor(patience);
    expect(await resumed.exited).toEqual([0, null]);
    expect(await page.locator('.finding').textContent()).not.toContain('Unfinished');
  });

  it('brings every page its report where nobody knows which block is the last', async () => {
    const { start } = runsAlone();
    const run = await start(['--repetitions', '1', '--until', '5%', '--budget', '4s', '--watch']);
    const page = await browser.newPage();
    await page.goto(run.url);
    await page.locator('.live-title', { hasText: 'Trial 2 of' }).waitFor(patience);
    await page.locator('#live').waitFor({ state: 'detached', ...patience });
    expect(await page.locator('.finding').textContent()).not.toContain('Unfinished');
    await run.exited;
  });

  it('is said to be lost by a page that was loaded too late to be told anything', async () => {
    const { start } = runsAlone();
    const run = await start(['--duration', '20s', '--watch']);
    const page = await browser.newPage();
    await page.route('**/events', async (route) => {
      run.kill();
      await run.exited;
      await route.continue();
    });
    await page.goto(run.url);
    await page.locator('.live-title', { hasText: 'The connection is lost' }).waitFor(patience);
  });
});
