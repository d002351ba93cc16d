import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { TopLevelSpec } from 'vega-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileChart } from '../../src/report/charts/compile-chart.ts';
import { renderSvg } from '../../src/report/charts/render-svg.ts';
import { aResult, memory, redis, stateless } from '../support/a-result.ts';
import { violationsOf } from '../support/accessibility.ts';
import { hasChromium, PageInChromium } from '../support/page-in-chromium.ts';
import { parseCsv } from '../support/parse-csv.ts';

const hostile = `=1+1</script></text><img src=x onerror=alert(1)>"'`;
/** One that names its strategies in lanes, one with a legend, one over time. */
const charts = ['ratios', 'percentiles', 'rate-over-time'];
const complain = (message: string): never => {
  throw new Error(`Vega complains: ${message}`);
};

describe.skipIf(!hasChromium)('a chart taken along from the page', () => {
  let report: PageInChromium;

  beforeAll(async () => {
    const strategies = [stateless, redis, { ...memory, name: hostile, mode: 'memory' }];
    report = await PageInChromium.ofReport(aResult({ strategies }));
  });

  afterAll(() => report?.close());

  async function download(page: Page, chart: string, format: string): Promise<Buffer> {
    const menu = page.locator(`#${chart} .downloads`);
    if (!(await menu.evaluate((details: { open?: boolean }) => details.open))) {
      await menu.locator('summary').click();
    }
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      menu.getByRole('button', { name: `Download this chart as ${format}` }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(new RegExp(`^${chart}\\.(svg|png|csv|vl\\.json)$`));
    return readFile(await file.path());
  }

  it.each(charts)('%s: its SVG is well-formed and needs nothing of the page', async (chart) => {
    const { page, complaints, requests } = await report.open({ colorScheme: 'dark' });
    const svg = `${await download(page, chart, 'SVG')}`;
    const [root, title, text] = (await page.evaluate(
      `(() => { const { documentElement: root } = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
        return [root.nodeName, root.querySelector('title').textContent, root.textContent]; })()`,
    )) as string[];
    expect(root).toBe('svg');
    expect(title).toBe(await page.locator(`#${chart}-title`).textContent());
    // Where the lanes of a name are narrow, its end is cut off.
    expect(text).toContain(hostile.slice(0, 24));
    expect(svg).not.toMatch(/var\(|<script|<img|foreignObject/);
    expect(svg).toContain('fill="#14171c"');
    expect(complaints).toEqual([]);
    // The files themselves, which the page has made and hands to the browser.
    expect(requests.filter((url) => !/^(?:blob|data):/.test(url))).toEqual([]);
  });

  it.each(charts)('%s: its PNG has two pixels for each of the page', async (chart) => {
    const { page, complaints } = await report.open();
    const svg = `${await download(page, chart, 'SVG')}`;
    const png = await download(page, chart, 'PNG');
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const [, width, height] = /^<svg [^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
    expect(complaints).toEqual([]);
  });

  it.each(charts)('%s: its CSV is the table under it, with no formula and no markup', async (chart) => {
    const { page } = await report.open();
    const [head, ...rows] = parseCsv(`${await download(page, chart, 'CSV')}`);
    expect(rows).toHaveLength(await page.locator(`#${chart} tbody tr`).count());
    expect(head).toContain('strategy');
    expect(rows.map(([strategy]) => strategy)).toContain(`'${hostile}`);
    for (const row of rows) expect(row).toHaveLength(head?.length ?? 0);
  });

  it.each(charts)('%s: its Vega-Lite specification draws the chart without a warning', async (chart) => {
    const { page } = await report.open();
    const spec = JSON.parse(`${await download(page, chart, 'Vega-Lite')}`) as TopLevelSpec;
    expect(spec).toMatchObject({
      $schema: expect.stringContaining('vega-lite/v6'),
      width: expect.any(Number),
    });
    const svg = await renderSvg(compileChart(spec, complain), complain);
    expect(svg).not.toMatch(/var\(/);
    expect(svg).toContain(hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  });

  it('gives axe-core nothing to find in an open menu', async () => {
    const { page } = await report.open();
    await page.locator('#percentiles .downloads summary').click();
    expect(await violationsOf(page)).toEqual([]);
  });
});
