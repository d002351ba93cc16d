import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { smallScenario, workplace } from '../../support/a-run.ts';
import { violationsOf } from '../../support/accessibility.ts';
import { findChromium, launchChromium } from '../../support/chromium.ts';

const executable = await findChromium();
const patience = { timeout: 80_000 };

describe.skipIf(executable === undefined)('a run that is watched in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(() => browser?.close());

  /** A run, and the page that follows it. */
  async function watch(argv: readonly string[]) {
    const place = workplace(smallScenario);
    let tell = (_: string) => {};
    const address = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const outcome = place.run(['--watch', ...argv], {
      onProgress: (text) => {
        const [, url] = /Watch: (\S+)\n/.exec(text) ?? [];
        if (url !== undefined) tell(url);
      },
    });
    const url = await address;
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    const requests = new Set<string>();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.add(request.url()));
    await page.goto(url);
    return { ...place, outcome, url, page, complaints, requests };
  }

  /** Points of the thick line: of the trial under way. */
  const points = (page: Page): Promise<number> => page.locator('#live .mark-symbol path').count();

  async function untilMore(page: Page, than: number): Promise<number> {
    return vi.waitFor(
      async () => {
        const drawn = await points(page);
        expect(drawn).toBeGreaterThan(than);
        return drawn;
      },
      { ...patience, interval: 200 },
    );
  }

  it('sees its charts grow, then the report so far, and at the end the report in its place', async () => {
    const { outcome, page, complaints, requests, url } = await watch([
      '--modes',
      'stateless,memory',
      '--duration',
      '4s',
    ]);
    const first = await untilMore(page, 0);
    expect(await untilMore(page, first)).toBeGreaterThan(first);
    expect(await page.locator('.live-title').textContent()).toMatch(/^Trial \d of 2: /);
    expect(await violationsOf(page)).toEqual([]);

    await page.locator('.finding', { hasText: 'Unfinished, with 1 of 2 trials so far' }).waitFor(patience);
    await untilMore(page, 0);
    expect(await violationsOf(page)).toEqual([]);

    await page.locator('#live').waitFor({ state: 'detached', ...patience });
    expect((await outcome).exitCode).toBe(0);
    await page.locator('#scenario').waitFor();
    expect(await page.locator('.finding').textContent()).not.toContain('Unfinished');
    expect(complaints).toEqual([]);
    expect([...requests].sort()).toEqual([url, `${url}events`]);
  });

  it('stays as it is while the reader holds it, and where they were when it is made anew', async () => {
    const { outcome, page } = await watch(['--modes', 'stateless,memory', '--duration', '4s']);
    await untilMore(page, 0);
    const hold = page.locator('.live-hold');
    await hold.click();
    expect(await hold.getAttribute('aria-pressed')).toBe('true');
    const held = await points(page);
    await page.locator('.live-title', { hasText: 'Held still' }).waitFor();
    await page.waitForTimeout(2500);
    expect(await points(page)).toBe(held);
    await hold.click();
    await page.locator('.finding', { hasText: 'Unfinished, with 1 of 2 trials so far' }).waitFor(patience);

    await page.locator('button.scheme').click();
    const summary = page.locator('summary').last();
    await summary.focus();
    await summary.press('Enter');
    await page.locator('#live').waitFor({ state: 'detached', ...patience });
    expect((await outcome).exitCode).toBe(0);
    expect(await page.evaluate('document.documentElement.dataset.scheme')).toBe('dark');
    expect(await page.locator('details[open]').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
  });
});
