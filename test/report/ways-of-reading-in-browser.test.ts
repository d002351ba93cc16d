import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aResult, memory, redis, somePrices, stateless } from '../support/a-result.ts';
import { layoutShiftOf } from '../support/layout-shift.ts';
import { drawLive, hasChromium, PageInChromium } from '../support/page-in-chromium.ts';

/** What of a page is wider than its window, as `scroll` boxes are not. */
const widthBeyondWindow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe.skipIf(!hasChromium)('a report, however it is read,', () => {
  let opened: PageInChromium;

  beforeAll(async () => {
    opened = await PageInChromium.ofReport(
      aResult({
        strategies: [stateless, memory, redis],
        prices: somePrices({ perBackendCall: 0.000002, perRedisNodeHour: 0.1, perGatewayNodeHour: 0.05 }),
      }),
    );
  }, 60_000);

  afterEach(() => opened.closePages());
  afterAll(() => opened?.close());

  it.each([390, 1440])(
    'does not move while its charts come alive at %i px',
    { timeout: 60_000 },
    async (width) => {
      const { page } = await opened.open({ viewport: { width, height: 844 } });
      const ids = await page.locator('.chart:has(.plot)').evaluateAll((charts) => charts.map(({ id }) => id));
      const still = await heightsOf(page, ids);
      await drawLive(page);
      expect(await heightsOf(page, ids)).toEqual(still);
      expect(await layoutShiftOf(page)).toBeLessThan(0.02);
    },
  );

  it('needs no scrolling to the side at 320 px, as at four times the size (WCAG 1.4.10)', {
    timeout: 60_000,
  }, async () => {
    const { page } = await opened.open({ viewport: { width: 320, height: 640 } });
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    await drawLive(page);
    expect(await page.evaluate(widthBeyondWindow)).toBe(0);
    const wide =
      await page.evaluate(`[...document.querySelectorAll('caption, .notices strong, h1, h2, h3, figcaption')]
      .filter((text) => text.getBoundingClientRect().width > innerWidth).map((text) => text.outerHTML)`);
    expect(wide).toEqual([]);
  });

  it('has every chart on paper, in one piece and in the colours of light, and nothing to press', {
    timeout: 60_000,
  }, async () => {
    const { page } = await opened.open({ colorScheme: 'dark', viewport: { width: 700, height: 900 } });
    await drawLive(page, ['percentiles']);
    await page.emulateMedia({ media: 'print' });
    for (const plot of await page.locator('.plot').all()) {
      const box = await plot.locator('svg').first().boundingBox();
      expect(box?.height).toBeGreaterThan(50);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(701);
    }
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const broken = await page.evaluate("getComputedStyle(document.querySelector('figure')).breakInside");
    expect(broken).toBe('avoid');
    const pressed = page.locator('button:not(.strategy), select, input');
    for (const control of await pressed.all()) expect(await control.isVisible()).toBe(false);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('tells its marks and its text apart in colours of the reader’s own', async () => {
    const { page } = await opened.open({ forcedColors: 'active' });
    await drawLive(page, ['percentiles']);
    const colours =
      (await page.evaluate(`[...document.querySelectorAll('#percentiles .plot path[stroke-width="2"]')]
      .map((line) => getComputedStyle(line).stroke)`)) as string[];
    expect(new Set(colours).size).toBeGreaterThanOrEqual(3);
    const label = await page.evaluate("getComputedStyle(document.querySelector('#percentiles text')).fill");
    const paper = await page.evaluate(
      "getComputedStyle(document.querySelector('#percentiles .plot')).backgroundColor",
    );
    expect(label).not.toBe(paper);
  });

  it('lets the keyboard reach every control, and shows where it is', { timeout: 60_000 }, async () => {
    const { page } = await opened.open({ viewport: { width: 1440, height: 900 } });
    await drawLive(page);
    const wanted = await page
      .locator('button, select, input, summary, a[href]')
      .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
    const seen = await tabThrough(page);
    expect(seen.filter(({ isControl }) => isControl)).toHaveLength(wanted);
    expect(seen.filter(({ outline }) => outline === 'none')).toEqual([]);
  });
});

function heightsOf(page: Page, ids: readonly string[]): Promise<[string, number][]> {
  return Promise.all(
    ids.map(async (id): Promise<[string, number]> => {
      const box = await page.locator(`#${id}`).boundingBox();
      return [id, Math.round(box?.height ?? 0)];
    }),
  );
}

interface Focused {
  readonly what: string;
  readonly outline: string;
  readonly isControl: boolean;
}

/** What has the focus; null where that is nothing, or what had it before. */
const takeFocused = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body || element.hasAttribute('data-seen')) return null;
  element.setAttribute('data-seen', '');
  return {
    what: element.outerHTML.slice(0, 80),
    outline: getComputedStyle(element).outlineStyle,
    isControl: element.matches('button, select, input, summary, a[href]'),
  };
})()`;

/** Everything that the Tab key comes to, until it leaves the page. */
async function tabThrough(page: Page): Promise<Focused[]> {
  const seen: Focused[] = [];
  await page.evaluate('scrollTo(0, 0); document.activeElement?.blur()');
  for (let press = 0; press < 500; press += 1) {
    await page.keyboard.press('Tab');
    const focused = (await page.evaluate(takeFocused)) as Focused | null;
    if (focused === null) break;
    seen.push(focused);
  }
  return seen;
}
