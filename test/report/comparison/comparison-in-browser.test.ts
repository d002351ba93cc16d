import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderComparison } from '../../../src/report/comparison/page/render-comparison.ts';
import { writePage } from '../../../src/report/report-file.ts';
import { memory, stateless } from '../../support/a-result.ts';
import { violationsOf } from '../../support/accessibility.ts';
import { findChromium, launchChromium } from '../../support/chromium.ts';
import { buildReportClient } from '../../support/report-client.ts';
import { aRunOf, compared } from '../../support/some-runs.ts';

const executable = await findChromium();

describe.skipIf(executable === undefined)('the page of a comparison in Chromium', () => {
  let browser: Browser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatebench-comparison-'));
    const path = join(folder, 'comparison.html');
    const nasty = { ...memory, name: '</script><img src=x onerror=alert(1)>', mode: 'memory' };
    const options = { repetitions: 4, seconds: 1, strategies: [stateless, nasty] };
    const model = compared(aRunOf(1, options), aRunOf(2, options), aRunOf(3, { ...options, slower: 1.5 }));
    await writePage(path, (script) => renderComparison(model, [], script), await buildReportClient(folder));
    url = pathToFileURL(path).href;
    browser = await launchChromium(executable ?? '');
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url);
    return { page, complaints, requests };
  }

  /** Scrolls to each chart, which is when it is drawn anew, and waits until it is. */
  async function readAll(page: Page): Promise<void> {
    for (const id of await page.locator('.chart').evaluateAll((charts) => charts.map(({ id }) => id))) {
      const plot = page.locator(`#${id} .plot`);
      if ((await plot.count()) === 0) continue;
      await plot.scrollIntoViewIfNeeded();
      await page.locator(`#${id} .live:not(.drawing) svg`).waitFor();
    }
  }

  it.each(['light', 'dark'] as const)(
    'draws every chart in the %s scheme, without an error, a request or anything for axe-core to find',
    async (colorScheme) => {
      const { page, complaints, requests } = await open({ colorScheme });
      await readAll(page);
      expect(await page.locator('.plot > svg').count()).toBe(0);
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([url]);
      expect(await page.locator('img').count()).toBe(0);
    },
    60_000,
  );

  it('takes no run for a strategy that could be picked', async () => {
    const { page } = await open();
    await readAll(page);
    const picked = await page
      .locator('[data-strategy]')
      .evaluateAll((elements) => elements.map((element) => element.getAttribute('data-strategy')));
    expect(picked).toContain('stateless');
    expect(picked.filter((name) => /^run \d/.test(name ?? ''))).toEqual([]);
  });

  it.each([true, false])('fits a phone (JavaScript: %s)', async (javaScriptEnabled) => {
    const { page } = await open({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    if (javaScriptEnabled) await readAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
