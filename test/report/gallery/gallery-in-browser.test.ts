import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cardOf } from '../../../src/report/gallery/card.ts';
import {
  entryOfCapacity,
  entryOfRun,
  entryOfSweep,
  entryWithoutFigures,
} from '../../../src/report/gallery/gallery-entry.ts';
import { galleryPage } from '../../../src/report/gallery/gallery-page.ts';
import { sweepCardOf } from '../../../src/report/gallery/sweep-card.ts';
import { writePage } from '../../../src/report/report-file.ts';
import { aCapacity } from '../../support/a-capacity.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';
import { aSweepIndex, readingsOf } from '../../support/a-sweep.ts';
import { violationsOf } from '../../support/accessibility.ts';
import { hasChromium, PageInChromium } from '../../support/page-in-chromium.ts';

const nasty = '</script><img src=x onerror=alert(1)>';

/** A sweep whose cells two strategies share, and a search for capacity. */
function answersFromMany() {
  const index = aSweepIndex({ 'backends.api.latency': ['2ms', '40ms'] });
  const readings = readingsOf(index, ([latency]) => {
    const missUs = Number.parseFloat(String(latency)) * 1e3;
    return {
      connections: 2,
      strategies: [
        { ...stateless, missUs },
        { ...memory, hitUs: 4e3, missUs },
      ],
    };
  });
  return [
    entryOfSweep(sweepCardOf(index, readings, 1), { path: ['shop', 'sweep'], hasPage: true }),
    entryOfCapacity(aCapacity(), { path: ['shop', 'capacity'], hasPage: true }),
  ];
}

/** Three runs of two scenarios, one of them interrupted and with a hostile name, and a damaged one. */
function entries() {
  const card = cardOf(aResult({ repetitions: 3, seconds: 1, strategies: [stateless, memory] }), 1);
  const at = (day: string) => ({ startedAt: `2026-11-${day}T10:00:00.000Z` });
  return [
    entryOfRun({ ...card, ...at('01') }, { path: ['quickstart', 'one'], hasPage: true }),
    entryOfRun(
      { ...card, ...at('02'), lead: 'redis lost.' },
      { path: ['quickstart', "two's"], hasPage: true },
    ),
    entryOfRun(
      { ...card, ...at('03'), scenario: nasty, lead: nasty, state: 'interrupted' },
      { path: ['shop', nasty], hasPage: false },
    ),
    entryWithoutFigures(
      { path: ['shop', '2026-11-04T10-00-00'], hasPage: false },
      { kind: 'run', state: 'damaged', document: 'result.json', lead: 'result.json is not JSON.' },
    ),
  ];
}

describe.skipIf(!hasChromium)('the gallery in Chromium', () => {
  let opened: PageInChromium;

  beforeAll(async () => {
    const content = { folder: 'reports', entries: entries() };
    opened = await PageInChromium.of((path, client) =>
      writePage(path, async (script) => galleryPage(content, script), client),
    );
  });

  afterEach(() => opened.closePages());
  afterAll(() => opened?.close());

  const shown = (page: Page) => page.locator('.runs > li:visible').count();
  const count = (page: Page) => page.locator('.count').textContent();

  it.each(['light', 'dark'] as const)(
    'asks nobody for anything, and gives axe-core nothing to find in the %s scheme',
    async (colorScheme) => {
      const { page, complaints, requests } = await opened.open({ colorScheme });
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
      expect(await page.locator('img').count()).toBe(0);
    },
  );

  it.each(['light', 'dark'] as const)(
    'shows sweeps and searches for capacity with drawings that axe-core can name, in the %s scheme',
    async (colorScheme) => {
      const sweeps = await PageInChromium.of((path, client) =>
        writePage(
          path,
          async (script) => galleryPage({ folder: 'reports', entries: answersFromMany() }, script),
          client,
        ),
      );
      try {
        const { page, complaints } = await sweeps.open({ colorScheme });
        expect(await violationsOf(page)).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await page.getByRole('img').evaluateAll((all) => all.map((each) => each.ariaLabel))).toEqual([
          'Best in 2 cells: stateless in 1, memory in 1',
          expect.stringMatching(/^The highest rate that keeps the objective against stateless: memory 4×/),
        ]);
        expect(await page.locator('.badge').allTextContents()).toEqual(['sweep', 'capacity search']);
      } finally {
        await sweeps.close();
      }
    },
  );

  it('is whole without a script, and offers nothing then that it could not do', async () => {
    const { page } = await opened.open({ javaScriptEnabled: false });
    expect(await shown(page)).toBe(4);
    expect(await page.locator('form.filters').isVisible()).toBe(false);
    expect(await page.locator('.pick').first().isVisible()).toBe(false);
    expect(await page.locator('.comparison').isVisible()).toBe(false);
  });

  it('shows what has all of the words, wherever they stand, and says how many', async () => {
    const { page } = await opened.open();
    expect(await count(page)).toBe('4 entries, the newest first');
    await page.getByLabel('Words').fill('REDIS quickstart');
    expect([await shown(page), await count(page)]).toEqual([1, '1 of 4 entries']);
    await page.getByLabel('Words').fill('no such thing');
    expect(await count(page)).toBe('0 of 4 entries');
    expect(await page.getByText('Nothing matches').isVisible()).toBe(true);
    await page.getByLabel('Words').fill('');
    expect(await shown(page)).toBe(4);
  });

  it('chooses by scenario, state and date, alone and together', async () => {
    const { page } = await opened.open();
    await page.getByLabel('Scenario').selectOption('quickstart');
    expect(await shown(page)).toBe(2);
    await page.getByLabel('Since').fill('2026-11-02');
    expect(await count(page)).toBe('1 of 4 entries');
    await page.getByLabel('Scenario').selectOption('');
    await page.getByRole('combobox', { name: 'State' }).selectOption('damaged');
    expect(await count(page)).toBe('1 of 4 entries');
  });

  it('tells the command that compares those that are picked, the earliest first, by keyboard too', async () => {
    const { page } = await opened.open();
    const boxes = page.getByRole('checkbox');
    expect(await boxes.count()).toBe(3);
    expect(await page.locator('.comparison').isVisible()).toBe(false);
    await boxes.nth(1).focus();
    await page.keyboard.press('Space');
    expect(await page.locator('#comparison-command').textContent()).toBe('Pick one more.');
    await boxes.nth(2).check();
    expect(await page.locator('#comparison-command').textContent()).toBe(
      "gatebench compare reports/quickstart/one 'reports/quickstart/two'\\''s' --format html --out comparison.html",
    );
    expect(await violationsOf(page)).toEqual([]);
  });

  it.each([true, false])('fits a phone (JavaScript: %s)', async (javaScriptEnabled) => {
    const { page } = await opened.open({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
