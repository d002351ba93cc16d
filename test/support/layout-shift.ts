import type { Page } from 'playwright-core';

/** How much of the window moved, and how far, since the page was opened, without the reader having asked for it (Layout Instability, 0 is none). */
export async function layoutShiftOf(page: Page): Promise<number> {
  return Number(
    await page.evaluate(`new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 200);
    })`),
  );
}
