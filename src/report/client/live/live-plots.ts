import type { Spec, View } from 'vega';
import { liveData } from '../../live/live-data.ts';
import type { LivePoint } from '../../live/live-state.ts';
import { drawChart } from '../draw-chart.ts';

/** The charts of the trial under way; the returned function draws them with the given points and no others. */
export function livePlots(): (points: readonly LivePoint[]) => Promise<void> {
  const specs: Record<string, Spec> = JSON.parse(document.getElementById('live-specs')?.textContent ?? '{}');
  const views = [...document.querySelectorAll<HTMLElement>('.plot[data-live-chart]')].flatMap(
    (plot): Promise<View>[] => {
      const spec = specs[plot.dataset['liveChart'] ?? ''];
      return spec === undefined ? [] : [drawChart(plot, spec)];
    },
  );
  return async (points) => {
    for (const view of await Promise.all(views)) {
      // Vega marks the objects that it is given as its own, so each view gets its own.
      view.data(
        liveData,
        points.map((point) => ({ ...point })),
      );
      await view.runAsync();
    }
  };
}
