import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderCapacityPage } from '../../src/report/capacity/render-capacity-page.ts';
import type { ClientScript } from '../../src/report/html/document.ts';
import { writePage } from '../../src/report/report-file.ts';
import { renderSweepPage } from '../../src/report/sweep/render-sweep-page.ts';
import { aCapacity } from '../support/a-capacity.ts';
import { memory, stateless } from '../support/a-result.ts';
import { aSweepIndex, readingsOf } from '../support/a-sweep.ts';
import { violationsOf } from '../support/accessibility.ts';
import { layoutShiftOf } from '../support/layout-shift.ts';
import { drawLive, hasChromium, PageInChromium } from '../support/page-in-chromium.ts';

const render = {
  sweep(script: ClientScript) {
    const index = aSweepIndex({ 'backends.api.latency': ['2ms', '9ms', '40ms'], 'gateway.nodes': [1, 2] });
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
    return renderSweepPage(index, readings, script);
  },
  load(script: ClientScript) {
    const index = aSweepIndex({ 'load.rate': ['100/s', '800/s', '3200/s'] });
    // Later cells wait longer: 20, 160 and 640 ms.
    const readings = readingsOf(index, ([rate]) => {
      const perSecond = Number.parseFloat(String(rate));
      const arrivals = { process: 'poisson' as const, stages: [{ from: perSecond, to: perSecond }] };
      return { repetitions: 2, seconds: 2, connections: 20, open: { arrivals, waitUs: perSecond * 200 } };
    });
    return renderSweepPage(index, readings, script);
  },
  capacity: (script: ClientScript) => renderCapacityPage(aCapacity(), script),
};

type Name = keyof typeof render;

describe.skipIf(!hasChromium)('the pages of a sweep and a capacity in Chromium', () => {
  const pages = new Map<Name, PageInChromium>();

  beforeAll(async () => {
    for (const name of ['sweep', 'load', 'capacity'] as const) {
      const page = await PageInChromium.of((path, client) => writePage(path, render[name], client));
      pages.set(name, page);
    }
  }, 120_000);

  const ofAll = (act: (page: PageInChromium) => Promise<void>) => Promise.all([...pages.values()].map(act));
  afterEach(async () => {
    await ofAll((page) => page.closePages());
  });
  afterAll(async () => {
    await ofAll((page) => page.close());
  });

  async function open(name: Name, options: BrowserContextOptions = {}) {
    const opened = await (pages.get(name) as PageInChromium).open(options);
    if (options.javaScriptEnabled !== false) await drawLive(opened.page);
    return opened;
  }

  const cases = (['sweep', 'load', 'capacity'] as const).flatMap((name) =>
    (['light', 'dark'] as const).map((scheme) => [name, scheme] as const),
  );

  it.each(cases)('give axe-core nothing to find: %s, %s', { timeout: 90_000 }, async (name, colorScheme) => {
    const { page, complaints } = await open(name, { colorScheme });
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(['sweep', 'load', 'capacity'] as const)('fit a phone: %s', { timeout: 60_000 }, async (name) => {
    const { page } = await open(name, { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it.each(['sweep', 'load', 'capacity'] as const)(
    'hardly move while their charts come alive: %s',
    { timeout: 60_000 },
    async (name) => {
      for (const width of [390, 1440]) {
        const { page } = await open(name, { viewport: { width, height: 844 } });
        expect(await layoutShiftOf(page)).toBeLessThan(0.02);
      }
    },
  );

  it.each(['sweep', 'load', 'capacity'] as const)(
    'show every chart and no control without JavaScript: %s',
    async (name) => {
      const { page } = await open(name, { javaScriptEnabled: false });
      for (const id of await page.locator('.chart').evaluateAll((charts) => charts.map(({ id }) => id)))
        expect((await page.locator(`#${id} .plot > svg`).boundingBox())?.width).toBeGreaterThan(300);
      expect(await page.locator('.controls *').count()).toBe(0);
    },
  );

  it('show the figure that the reader chooses, by keyboard too', { timeout: 60_000 }, async () => {
    const { page } = await open('sweep');
    const chart = page.locator('#lines-over-latency');
    const select = chart.getByLabel('Figure:');
    await expect.poll(() => chart.locator('.plot').textContent()).toContain('Requests per second');
    await select.focus();
    await select.selectOption({ label: 'Hit ratio' });
    await expect.poll(() => chart.locator('.plot').textContent()).toContain('Hit ratio');
    expect(await chart.locator('.plot').textContent()).not.toContain('Requests per second');
    await page.locator('#heat-map').getByLabel('Figure:').selectOption({ label: 'Hit ratio' });
    await expect.poll(() => page.locator('#heat-map .plot').textContent()).toMatch(/9\d\.\d %/);
  });

  it('say which load keeps the objective that the reader sets, by keyboard', {
    timeout: 60_000,
  }, async () => {
    const { page } = await open('load');
    const chart = page.locator('#load');
    const slider = chart.getByLabel(/^Objective for the 99th percentile response time:/);
    const said = () => chart.locator('.plot').textContent();
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(said).toContain('memory keeps it at no rate that was tried');
    await page.keyboard.press('End');
    await expect.poll(said).toContain('memory keeps it up to 3,200/s, the highest tried');
    await slider.fill('200');
    await expect.poll(said).toContain('memory keeps it up to 800/s');
    const [, half] = /objective: ([\d.,]+ m?s)/.exec((await said()) ?? '') ?? [];
    expect(await slider.getAttribute('aria-valuetext')).toBe(half);
    expect(await chart.locator('.controls').textContent()).toContain(half);
    await page.keyboard.press('ArrowRight');
    await expect.poll(said).not.toContain(`objective: ${half}`);
  });

  it('move the objective of a capacity', { timeout: 60_000 }, async () => {
    const { page } = await open('capacity');
    const chart = page.locator('#probes-p99');
    const said = () => chart.locator('.plot').textContent();
    expect(await said()).toContain('stateless keeps it up to 100/s');
    await chart.getByLabel(/^Objective/).fill('199');
    await expect.poll(said).toContain('stateless keeps it up to 105/s');
    expect(await said()).toContain('memory keeps it up to 420/s');
  });

  it('let a strategy stand out in every chart', { timeout: 60_000 }, async () => {
    const { page, complaints } = await open('sweep');
    await page.locator('#lines-over-latency .legend [data-strategy=memory] button').click();
    await expect
      .poll(() => page.locator('#heat-map .mark-rect path[opacity="0.12"]').count())
      .toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});
