import type { Spec } from 'vega';
import { drawChart } from './draw-chart.ts';

/** How far outside the window a chart is drawn ahead of its being seen. */
const margin = '400px';

/** Replaces the charts that came with the page by live ones as the reader gets to them. */
export function drawWhenSeen(): void {
  const specs: Record<string, Spec> = JSON.parse(document.getElementById('chart-specs')?.textContent ?? '{}');
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const spec = specs[(target as HTMLElement).dataset['chart'] ?? ''];
        if (!isIntersecting || spec === undefined) continue;
        observer.unobserve(target);
        drawChart(target as HTMLElement, spec);
      }
    },
    { rootMargin: margin },
  );
  for (const plot of document.querySelectorAll('.plot[data-chart]')) observer.observe(plot);
}
