import type { View } from 'vega';
import type { ChartData } from '../html/figure.ts';
import { unpacked } from '../html/packed-data.ts';
import { type SharedTables, withTables } from '../html/shared-tables.ts';
import { drawChart } from './draw-chart.ts';

/** A chart of the page, which came drawn and can be drawn anew to answer to the reader. */
export interface PageChart extends ChartData {
  readonly id: string;
  /** Where it stands. */
  readonly plot: HTMLElement;
}

/** All charts of the page, and the live views of those that have one. */
export interface ChartsOfPage {
  readonly all: readonly PageChart[];
  /** Draws the chart live, unless it is. */
  live(chart: PageChart): Promise<View>;
  /** The views that there are by now. */
  views(): View[];
  /** Readies each view that is yet to come, before it is drawn first. */
  prepare(ready: (view: View) => void): void;
}

export async function chartsOfPage(): Promise<ChartsOfPage> {
  const block = document.getElementById('chart-data')?.textContent;
  const data = block
    ? (withTables((await unpacked(block)) as SharedTables) as Record<string, ChartData>)
    : {};
  const all = [...document.querySelectorAll<HTMLElement>('.plot[data-chart]')].flatMap((plot) => {
    const id = plot.dataset['chart'] ?? '';
    const known = data[id];
    return known === undefined ? [] : [{ id, plot, ...known }];
  });
  const drawings = new Map<PageChart, Promise<View>>();
  const views: View[] = [];
  const preparations: ((view: View) => void)[] = [];
  return {
    all,
    live(chart) {
      const begun = drawings.get(chart);
      if (begun !== undefined) return begun;
      const drawing = drawChart(chart.plot, chart.vega, (view) => {
        for (const ready of preparations) ready(view);
        views.push(view);
      });
      drawings.set(chart, drawing);
      return drawing;
    },
    views: () => views,
    prepare: (ready) => preparations.push(ready),
  };
}
