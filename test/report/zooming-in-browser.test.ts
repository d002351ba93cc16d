import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aResult } from '../support/a-result.ts';
import { violationsOf } from '../support/accessibility.ts';
import { drawLive, hasChromium, PageInChromium } from '../support/page-in-chromium.ts';

const overTime = ['rate-over-time', 'latency-over-time', 'hit-ratio-over-time'];

describe.skipIf(!hasChromium)('a chart over time', () => {
  let report: PageInChromium;

  beforeAll(async () => {
    report = await PageInChromium.ofReport(aResult({ seconds: 20, connections: 2 }));
  });

  afterAll(() => report?.close());

  async function opened(options: Parameters<PageInChromium['open']>[0] = {}) {
    const { page, complaints } = await report.open(options);
    await drawLive(page, overTime);
    return { page, complaints };
  }

  /** The numbers at the time axis. */
  const labels = (page: Page, chart: string): Promise<number[]> =>
    page
      .locator(`#${chart} .live .role-axis`)
      .filter({ hasText: 'seconds since' })
      .locator('.role-axis-label text')
      .evaluateAll((texts) => texts.map(({ textContent }) => Number(textContent?.replace('−', '-'))));

  const firstAndLast = async (page: Page, chart: string) => {
    const numbers = await labels(page, chart);
    return [Math.min(...numbers), Math.max(...numbers)];
  };

  /** Where the lines of each panel begin, in px from the left of the plot. */
  const starts = (page: Page, chart: string): Promise<number[]> =>
    page.locator(`#${chart} .live .mark-line path`).evaluateAll((lines) =>
      lines.flatMap((line) => {
        const [, px] = /^M(-?[\d.]+)/.exec(line.getAttribute('d') ?? '') ?? [];
        return px === undefined ? [] : [Number(px)];
      }),
    );

  /** Drags along the chart, from one share of its width to another. */
  async function drag(page: Page, chart: string, from: number, to: number): Promise<void> {
    const plot = page.locator(`#${chart} .live svg`);
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (box === null) throw new Error('no drawing');
    const y = box.y + 60;
    await page.mouse.move(box.x + from * box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + ((from + to) / 2) * box.width, y);
    await page.mouse.move(box.x + to * box.width, y);
    await page.mouse.up();
  }

  it('brings what is dragged over closer in both its panels and in all charts over time, until a double click', async () => {
    const { page, complaints } = await opened();
    expect(await firstAndLast(page, 'hit-ratio-over-time')).toEqual([-2, 20]);
    const before = await starts(page, 'hit-ratio-over-time');
    await drag(page, 'hit-ratio-over-time', 0.5, 0.75);
    for (const chart of overTime) {
      await expect.poll(() => firstAndLast(page, chart).then(([first = 0]) => first)).toBeGreaterThan(5);
      const [first = 0, last = 0] = await firstAndLast(page, chart);
      expect(last - first).toBeLessThan(7);
    }
    // Every line of both panels, and not the scale alone, has moved to the left.
    const after = await starts(page, 'hit-ratio-over-time');
    expect(after).toHaveLength(before.length);
    expect(after.every((start, line) => start < (before[line] ?? 0) - 100)).toBe(true);
    // Nothing was picked by the way.
    expect(await page.locator('.receded').count()).toBe(0);
    await page.locator('#rate-over-time .live svg').dblclick();
    for (const chart of overTime) await expect.poll(() => firstAndLast(page, chart)).toEqual([-2, 20]);
    expect(complaints).toEqual([]);
  });

  it('does the same by keyboard, and is let go by a button', async () => {
    const { page } = await opened();
    const controls = page.locator('#latency-over-time .time-controls');
    await controls.getByLabel('Seconds', { exact: true }).fill('4');
    await controls.getByLabel('to', { exact: true }).fill('8');
    await page.keyboard.press('Enter');
    for (const chart of overTime) {
      await expect.poll(() => firstAndLast(page, chart).then(([first]) => first)).toBe(4);
      const [, last] = await firstAndLast(page, chart);
      expect(last).toBeGreaterThan(7);
      expect(last).toBeLessThanOrEqual(8);
    }
    expect(await page.locator('#rate-over-time').getByLabel('Seconds', { exact: true }).inputValue()).toBe(
      '4',
    );
    await controls.getByRole('button', { name: 'Whole time' }).click();
    await expect.poll(() => firstAndLast(page, 'rate-over-time')).toEqual([-2, 20]);
    expect(await controls.getByLabel('Seconds', { exact: true }).inputValue()).toBe('-2');
  });

  it('leaves alone what is no stretch', async () => {
    const { page } = await opened();
    const controls = page.locator('#rate-over-time .time-controls');
    await controls.getByLabel('Seconds', { exact: true }).fill('30');
    await page.keyboard.press('Enter');
    await controls.getByLabel('Seconds', { exact: true }).fill('');
    await page.keyboard.press('Enter');
    expect(await firstAndLast(page, 'rate-over-time')).toEqual([-2, 20]);
  });

  it('gives axe-core nothing to find', async () => {
    const { page } = await opened();
    await page.locator('#rate-over-time').getByLabel('Seconds', { exact: true }).fill('4');
    await page.keyboard.press('Enter');
    expect(await violationsOf(page)).toEqual([]);
  });

  it.each([390, 1440])('fits its place at %d px, with its panels below one another', async (width) => {
    const { page } = await opened({ viewport: { width, height: 900 } });
    for (const chart of overTime) {
      const svg = await page.locator(`#${chart} .live svg`).boundingBox();
      const plot = await page.locator(`#${chart} .plot`).boundingBox();
      expect(Math.abs((svg?.width ?? 0) - (plot?.width ?? 1e9))).toBeLessThan(2);
    }
    const scrollWidth = await page.locator('html').evaluate((html) => html.scrollWidth);
    expect(scrollWidth).toBeLessThanOrEqual(width);
  });
});
