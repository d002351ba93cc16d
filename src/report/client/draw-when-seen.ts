import type { ChartsOfPage, PageChart } from './charts-of-page.ts';

/** How far outside the window a chart is drawn ahead of its being seen. */
const margin = '400px';

/** Replaces the charts that came with the page by live ones as the reader gets to them, one by one, so that the page never halts. */
export function drawWhenSeen(charts: ChartsOfPage): void {
  const waiting = new Set<PageChart>();
  let drawing = false;
  const drawWaiting = async (): Promise<void> => {
    if (drawing) return;
    drawing = true;
    for (const chart of waiting) {
      waiting.delete(chart);
      await charts.live(chart);
      await breath();
    }
    drawing = false;
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const chart = charts.all.find(({ plot }) => plot === target);
        if (chart === undefined) continue;
        // What the reader has scrolled past already can wait until they come back.
        if (isIntersecting) waiting.add(chart);
        else waiting.delete(chart);
      }
      drawWaiting();
    },
    { rootMargin: margin },
  );
  for (const { plot } of charts.all) observer.observe(plot);
}

/** Lets the browser answer to the reader between two charts. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
}
