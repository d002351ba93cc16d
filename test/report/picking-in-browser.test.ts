import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aResult, memory, redis, stateless } from '../support/a-result.ts';
import { violationsOf } from '../support/accessibility.ts';
import { drawLive, hasChromium, PageInChromium } from '../support/page-in-chromium.ts';

const hostile = `"'</script><img src=x onerror=alert(1)>`;

describe.skipIf(!hasChromium)('a picked strategy', () => {
  let report: PageInChromium;

  beforeAll(async () => {
    const strategies = [stateless, memory, redis, { ...memory, name: hostile, mode: 'memory' }];
    report = await PageInChromium.ofReport(aResult({ strategies }));
  });

  afterAll(() => report?.close());

  /** Of the marks of a chart, how many recede and how many stay. */
  async function marksOf(page: Page, chart: string): Promise<{ receded: number; shown: number }> {
    const opacities = await page
      .locator(`#${chart} .mark-symbol path`)
      .evaluateAll((marks) => marks.map((mark) => Number(mark.getAttribute('opacity') ?? 1)));
    const receded = opacities.filter((opacity) => opacity < 0.2).length;
    return { receded, shown: opacities.length - receded };
  }

  /** The names in the table at the top whose rows recede. */
  function recededRows(page: Page): Promise<string[]> {
    return page
      .locator('#figures tr.receded th button')
      .evaluateAll((buttons) => buttons.map(({ textContent }) => textContent ?? ''));
  }

  const legendEntry = (page: Page, chart: string, name: string) =>
    page.locator(`#${chart} .legend`).getByRole('button', { name, exact: true });

  it('stands out in charts and tables alike at a click on its legend entry, until the next', async () => {
    const { page, complaints, requests } = await report.open();
    await drawLive(page);
    await legendEntry(page, 'percentiles', 'memory').click();
    for (const chart of ['ratios', 'percentiles']) {
      await expect.poll(() => marksOf(page, chart).then(({ receded }) => receded)).toBeGreaterThan(0);
    }
    const { receded, shown } = await marksOf(page, 'ratios');
    expect(receded).toBe(2 * shown);
    expect(await recededRows(page)).toEqual(['stateless', 'redis', hostile]);
    expect(await legendEntry(page, 'percentiles', 'memory').getAttribute('aria-pressed')).toBe('true');
    await legendEntry(page, 'percentiles', 'memory').click();
    for (const chart of ['ratios', 'percentiles']) {
      await expect.poll(() => marksOf(page, chart).then(({ receded }) => receded)).toBe(0);
    }
    expect(await recededRows(page)).toEqual([]);
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  });

  it('is picked by keyboard in a table, told to screen readers, and let go by Escape', async () => {
    const { page } = await report.open();
    await page.locator('#figures').getByRole('button', { name: 'redis', exact: true }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toBe(
      'redis is highlighted in all charts and tables.',
    );
    expect(await recededRows(page)).toEqual(['stateless', 'memory', hostile]);
    await page.keyboard.press('Escape');
    expect(await recededRows(page)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Show all' }).isVisible()).toBe(false);
  });

  it('is picked by a click on its mark or on the name of its lane, and let go by a button', async () => {
    const { page } = await report.open();
    await drawLive(page);
    await page.locator('#ratios .mark-symbol path').first().click();
    await expect.poll(() => recededRows(page)).toEqual(['stateless', 'redis', hostile]);
    await page.locator('#ratios .mark-text text').getByText('redis', { exact: true }).first().click();
    await expect.poll(() => recededRows(page)).toEqual(['stateless', 'memory', hostile]);
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await recededRows(page)).toEqual([]);
  });

  it('stands out in charts that are drawn later, and whatever its name is', async () => {
    const { page, complaints } = await report.open({ viewport: { width: 1440, height: 300 } });
    await page.locator('#figures').getByRole('button', { name: hostile, exact: true }).click();
    await drawLive(page, ['processes']);
    await expect.poll(() => marksOf(page, 'processes').then(({ receded }) => receded)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'gives axe-core nothing to find in the %s scheme',
    async (colorScheme) => {
      const { page } = await report.open({ colorScheme });
      await page.locator('#figures').getByRole('button', { name: 'redis', exact: true }).click();
      expect(await violationsOf(page)).toEqual([]);
    },
  );
});
