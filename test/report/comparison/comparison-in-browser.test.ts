import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderComparison } from '../../../src/report/comparison/page/render-comparison.ts';
import { writePage } from '../../../src/report/report-file.ts';
import { memory, stateless } from '../../support/a-result.ts';
import { violationsOf } from '../../support/accessibility.ts';
import { drawLive, hasChromium, PageInChromium } from '../../support/page-in-chromium.ts';
import { aRunOf, compared } from '../../support/some-runs.ts';

describe.skipIf(!hasChromium)('the page of a comparison in Chromium', () => {
  let opened: PageInChromium;

  beforeAll(async () => {
    const nasty = { ...memory, name: '</script><img src=x onerror=alert(1)>', mode: 'memory' };
    const options = { repetitions: 4, seconds: 1, strategies: [stateless, nasty] };
    const model = compared(aRunOf(1, options), aRunOf(2, options), aRunOf(3, { ...options, slower: 1.5 }));
    opened = await PageInChromium.of((path, client) =>
      writePage(path, (script) => renderComparison(model, [], script), client),
    );
  });

  afterEach(() => opened.closePages());
  afterAll(() => opened?.close());

  it.each(['light', 'dark'] as const)(
    'draws every chart in the %s scheme, without an error, a request or anything for axe-core to find',
    async (colorScheme) => {
      const { page, complaints, requests } = await opened.open({ colorScheme });
      await drawLive(page);
      expect(await page.locator('.plot > svg').count()).toBe(0);
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
      expect(await page.locator('img').count()).toBe(0);
    },
    60_000,
  );

  it('takes no run for a strategy that could be picked', async () => {
    const { page } = await opened.open();
    await drawLive(page);
    const picked = await page
      .locator('[data-strategy]')
      .evaluateAll((elements) => elements.map((element) => element.getAttribute('data-strategy')));
    expect(picked).toContain('stateless');
    expect(picked.filter((name) => /^run \d/.test(name ?? ''))).toEqual([]);
  });

  it.each([true, false])('fits a phone (JavaScript: %s)', async (javaScriptEnabled) => {
    const { page } = await opened.open({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    if (javaScriptEnabled) await drawLive(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
