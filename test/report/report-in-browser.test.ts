import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aResult, memory, redis, stateless } from '../support/a-result.ts';
import { violationsOf } from '../support/accessibility.ts';
import { drawLive, hasChromium, PageInChromium } from '../support/page-in-chromium.ts';

describe.skipIf(!hasChromium)('a report in Chromium', () => {
  let opened: PageInChromium;

  beforeAll(async () => {
    const named = {
      ...memory,
      name: '</script><img src=x onerror=alert(1)> with a very long name',
      mode: 'memory',
    };
    opened = await PageInChromium.ofReport(aResult({ strategies: [stateless, memory, redis, named] }));
  });

  afterEach(() => opened.closePages());
  afterAll(() => opened?.close());

  it.each(['light', 'dark'] as const)(
    'draws every chart in the %s scheme without an error or a request',
    async (colorScheme) => {
      const { page, complaints, requests } = await opened.open({ colorScheme });
      await drawLive(page);
      expect(await page.locator('.plot > svg').count()).toBe(0);
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 28)');
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)(
    'gives axe-core nothing to find in the %s scheme',
    async (colorScheme) => {
      const { page } = await opened.open({ colorScheme });
      await drawLive(page);
      expect(await violationsOf(page)).toEqual([]);
    },
  );

  it('gives axe-core nothing to find on a phone, with the warnings and the contents opened', async () => {
    const { page } = await opened.open({ viewport: { width: 390, height: 844 } });
    await page.evaluate(
      "for (const each of document.querySelectorAll('.notices details, .contents')) each.open = true",
    );
    await drawLive(page);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('shows every chart without JavaScript', async () => {
    const { page } = await opened.open({ javaScriptEnabled: false });
    for (const id of await page.locator('.chart').evaluateAll((charts) => charts.map(({ id }) => id))) {
      const box = await page.locator(`#${id} .plot > svg`).boundingBox();
      expect(box?.width).toBeGreaterThan(300);
    }
    expect(await page.locator('button.scheme').isVisible()).toBe(false);
  });

  it.each([true, false])(
    'fits a phone without scrolling sideways (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const { page } = await opened.open({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
      if (javaScriptEnabled) await drawLive(page);
      const body = await page.locator('body').boundingBox();
      expect(body?.width).toBe(390);
      await page.mouse.wheel(500, 0);
      const header = await page.locator('h1').boundingBox();
      expect(header?.x).toBeGreaterThanOrEqual(0);
      expect(await page.locator('main').boundingBox()).toMatchObject({ x: 0, width: 390 });
    },
  );

  it('cuts no figure off and drops no percentile on a phone', async () => {
    const { page } = await opened.open({ viewport: { width: 390, height: 844 } });
    await drawLive(page);
    const values = await page.locator('#hits-and-misses .mark-text text').allTextContents();
    expect(values.join(' ').match(/median [\d.]+ .s, p99 [\d.]+ .s/g)).toHaveLength(7);
    const shares = await page.locator('#outcomes .mark-text:not(.role-axis-label) text').allTextContents();
    expect(shares.filter((text) => / %$/.test(text))).toHaveLength(4);
    const ticks = await page.locator('#percentiles .role-axis-label text').allTextContents();
    expect(ticks).toEqual(expect.arrayContaining(['50 %', '90 %', '99 %', '99.9 %']));
  });

  it('changes the colours at the press of a button, by keyboard too', async () => {
    const { page } = await opened.open({ colorScheme: 'light' });
    await page.locator('button.scheme').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(20, 23, 28)');
    expect(await page.locator('button.scheme').textContent()).toBe('Light');
  });

  it('answers the pointer with the figures of a mark, and with no markup out of a name', async () => {
    const { page, complaints } = await opened.open();
    await drawLive(page);
    await page.locator('#throughput .plot').scrollIntoViewIfNeeded();
    await page.locator('#throughput .mark-symbol path').last().hover();
    const tooltip = page.locator('#vg-tooltip-element.visible');
    await tooltip.waitFor();
    expect(await tooltip.textContent()).toContain('onerror=alert(1)');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
