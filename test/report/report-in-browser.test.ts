import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../src/report/report-file.ts';
import { aResult, memory, redis, stateless } from '../support/a-result.ts';
import { violationsOf } from '../support/accessibility.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { buildReportClient } from '../support/report-client.ts';

const executable = await findChromium();

describe.skipIf(executable === undefined)('a report in Chromium', () => {
  let browser: Browser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatebench-report-'));
    const path = join(folder, 'report.html');
    const named = {
      ...memory,
      name: '</script><img src=x onerror=alert(1)> with a very long name',
      mode: 'memory',
    };
    await writeReport(
      aResult({ strategies: [stateless, memory, redis, named] }),
      path,
      await buildReportClient(folder),
    );
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

  interface Opened {
    readonly page: Page;
    /** Console errors, exceptions and violations of the page's security policy. */
    readonly complaints: string[];
    readonly requests: string[];
  }

  async function open(options: BrowserContextOptions = {}): Promise<Opened> {
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
      await page.locator(`#${id} .plot`).scrollIntoViewIfNeeded();
      await page.locator(`#${id} .live:not(.drawing) svg`).waitFor();
    }
  }

  it.each(['light', 'dark'] as const)(
    'draws every chart in the %s scheme without an error or a request',
    async (colorScheme) => {
      const { page, complaints, requests } = await open({ colorScheme });
      await readAll(page);
      expect(await page.locator('.plot > svg').count()).toBe(0);
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 28)');
      expect(complaints).toEqual([]);
      expect(requests).toEqual([url]);
    },
  );

  it.each(['light', 'dark'] as const)(
    'gives axe-core nothing to find in the %s scheme',
    async (colorScheme) => {
      const { page } = await open({ colorScheme });
      await readAll(page);
      expect(await violationsOf(page)).toEqual([]);
    },
  );

  it('gives axe-core nothing to find on a phone, with the warnings and the contents opened', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    await page.evaluate(
      "for (const each of document.querySelectorAll('.notices details, .contents')) each.open = true",
    );
    await readAll(page);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('shows every chart without JavaScript', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    for (const id of await page.locator('.chart').evaluateAll((charts) => charts.map(({ id }) => id))) {
      const box = await page.locator(`#${id} .plot > svg`).boundingBox();
      expect(box?.width).toBeGreaterThan(300);
    }
    expect(await page.locator('button.scheme').isVisible()).toBe(false);
  });

  it.each([true, false])(
    'fits a phone without scrolling sideways (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const { page } = await open({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
      if (javaScriptEnabled) await readAll(page);
      const body = await page.locator('body').boundingBox();
      expect(body?.width).toBe(390);
      await page.mouse.wheel(500, 0);
      const header = await page.locator('h1').boundingBox();
      expect(header?.x).toBeGreaterThanOrEqual(0);
      expect(await page.locator('main').boundingBox()).toMatchObject({ x: 0, width: 390 });
    },
  );

  it('cuts no figure off and drops no percentile on a phone', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    await readAll(page);
    const values = await page.locator('#hits-and-misses .mark-text text').allTextContents();
    expect(values.join(' ').match(/median [\d.]+ .s, p99 [\d.]+ .s/g)).toHaveLength(7);
    const shares = await page.locator('#outcomes .mark-text text').allTextContents();
    expect(shares.filter((text) => / %$/.test(text))).toHaveLength(4);
    const ticks = await page.locator('#percentiles .role-axis-label text').allTextContents();
    expect(ticks).toEqual(expect.arrayContaining(['50 %', '90 %', '99 %', '99.9 %']));
  });

  it('changes the colours at the press of a button, by keyboard too', async () => {
    const { page } = await open({ colorScheme: 'light' });
    await page.locator('button.scheme').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(20, 23, 28)');
    expect(await page.locator('button.scheme').textContent()).toBe('Light');
  });

  it('answers the pointer with the figures of a mark, and with no markup out of a name', async () => {
    const { page, complaints } = await open();
    await readAll(page);
    await page.locator('#throughput .plot').scrollIntoViewIfNeeded();
    await page.locator('#throughput .mark-symbol path').last().hover();
    const tooltip = page.locator('#vg-tooltip-element.visible');
    await tooltip.waitFor();
    expect(await tooltip.textContent()).toContain('onerror=alert(1)');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
