import type { Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';

interface Opened {
  readonly paintedSeconds: number;
  readonly viewLiveSeconds: number;
  readonly allLiveSeconds: number;
}

/** Runs in the page before its own script. Times are the browser's own, since navigation began. */
const observe = `
addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => setTimeout(() => { window.paintedMs = performance.now() })));
addEventListener('DOMContentLoaded', () => {
  new MutationObserver(() => { window.liveMs = performance.now() }).observe(document.body, { subtree: true, childList: true });
});`;

const isWaiting = `[...document.querySelectorAll('.plot[data-chart]')].some((plot) => {
  const { top, bottom } = plot.getBoundingClientRect();
  return bottom > 0 && top < innerHeight && !plot.querySelector('.live:not(.drawing)');
})`;

/** Opens the page in a browser of its own: in a usual window, and in one as tall as the page. */
export async function openPage(executable: string, url: string): Promise<Opened> {
  const browser = await launchChromium(executable);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const usual = await open(page, url);
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    const tall = await open(await browser.newPage({ viewport: { width: 1440, height } }), url);
    return {
      paintedSeconds: usual.painted,
      viewLiveSeconds: usual.live,
      allLiveSeconds: tall.live,
    };
  } finally {
    await browser.close();
  }
}

/** Until the charts in the window are live. */
async function open(page: Page, url: string): Promise<{ painted: number; live: number }> {
  await page.addInitScript(observe);
  await page.goto(url);
  // Not by `waitForFunction`, which the page's security policy forbids.
  while (!(await page.evaluate(`window.paintedMs !== undefined && !${isWaiting}`)))
    await page.waitForTimeout(20);
  const [painted, live] = (await page.evaluate('[window.paintedMs, window.liveMs ?? window.paintedMs]')) as [
    number,
    number,
  ];
  return { painted: painted / 1000, live: live / 1000 };
}
