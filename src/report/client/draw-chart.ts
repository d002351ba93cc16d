import type { Spec } from 'vega';
import { transforms } from 'vega-dataflow';
import * as encode from 'vega-encode';
import { expressionInterpreter } from 'vega-interpreter';
import { parse } from 'vega-parser';
import { Handler } from 'vega-tooltip';
import * as basics from 'vega-transforms';
import { View } from 'vega-view';
import * as layout from 'vega-view-transforms';

// Only these are registered: the umbrella package would bring maps, forces and word clouds along.
Object.assign(transforms, basics, layout, encode);

/** A chart has its data with it, so whatever it wants to load is not ours. */
const noLoader = {
  load: () => Promise.reject(new Error('A report loads nothing.')),
  sanitize: () => Promise.reject(new Error('A report links to nothing.')),
};

/**
 * Draws a chart as wide as its place, and takes away the one that came with the page once the new one is there.
 * `prepare` has the view before it is drawn first. What the reader sets goes before the drawing, not into it: to a screen reader that is one image.
 */
export async function drawChart(
  plot: HTMLElement,
  spec: Spec,
  prepare: (view: View) => void = () => {},
): Promise<View> {
  const live = document.createElement('div');
  live.className = 'live drawing';
  const still = [...plot.children];
  plot.append(live);
  const view = new View(parse(spec, undefined, { ast: true }), {
    container: live,
    bind: plot.parentElement?.querySelector('.controls') ?? live,
    renderer: 'svg',
    hover: true,
    expr: expressionInterpreter,
    loader: noLoader as never,
    tooltip: new Handler({ disableDefaultStyle: true }).call,
  });
  prepare(view);
  await view.runAsync();
  for (const element of still) element.remove();
  live.classList.remove('drawing');
  return view;
}
