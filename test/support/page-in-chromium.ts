import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { writeReport } from '../../src/report/report-file.ts';
import type { Result } from '../../src/results/result.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { buildReportClient } from './report-client.ts';

export const hasChromium = (await findChromium()) !== undefined;

interface OpenedPage {
  readonly page: Page;
  /** Console messages, exceptions and violations of the page's security policy. */
  readonly complaints: string[];
  /** All but that for the page itself. */
  readonly requests: string[];
}

/** One page, as a file, and a browser to open it in, each time as if for the first time. */
export class PageInChromium {
  readonly #folder: string;
  readonly #browser: Browser;
  readonly #url: string;

  private constructor(folder: string, browser: Browser, url: string) {
    this.#folder = folder;
    this.#browser = browser;
    this.#url = url;
  }

  /** Of what `write` writes to the path, with the script that it is given. */
  static async of(write: (path: string, client: URL) => Promise<void>): Promise<PageInChromium> {
    const folder = await mkdtemp(join(tmpdir(), 'gatebench-page-'));
    const path = join(folder, 'page.html');
    await write(path, await buildReportClient(folder));
    const browser = await launchChromium((await findChromium()) ?? '');
    return new PageInChromium(folder, browser, pathToFileURL(path).href);
  }

  static ofReport(result: Result): Promise<PageInChromium> {
    return PageInChromium.of((path, client) => writeReport(result, path, client));
  }

  async open(options: BrowserContextOptions = {}): Promise<OpenedPage> {
    const page = await (await this.#browser.newContext(options)).newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (request.url() !== this.#url) requests.push(request.url());
    });
    await page.goto(this.#url);
    return { page, complaints, requests };
  }

  async closePages(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Scrolls to each of the charts, which is when it is drawn live, and waits until it is. */
export async function drawLive(page: Page, ids?: readonly string[]): Promise<void> {
  const all = await page.locator('.chart:has(.plot)').evaluateAll((charts) => charts.map(({ id }) => id));
  for (const id of ids ?? all) {
    await page.locator(`#${id} .plot`).scrollIntoViewIfNeeded();
    await page.locator(`#${id} .live:not(.drawing) svg`).waitFor();
  }
}
