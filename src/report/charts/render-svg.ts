import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { type Complain, listeningLogger } from './compile-chart.ts';
import { staticWidth } from './config.ts';
import { onlyVisible } from './only-visible.ts';
import { shortenSvg } from './shorten-svg.ts';
import { measureText } from './text-width.ts';

/** Without a canvas Vega takes every letter to be 0.8 em wide, which leaves gaps and cuts labels short. */
const { textMetrics } = vega as unknown as { textMetrics: { width: typeof measureText } };
textMetrics.width = measureText;

/** Said of every chart that is as wide as its container: without a browser there is no window to be resized. */
const expected = 'Can not resolve event source: window';

/** Draws a compiled chart as SVG text so many px wide, without a browser and without evaluating code. */
export async function renderSvg(
  spec: vega.Spec,
  complain: Complain = () => {},
  width: number = staticWidth,
): Promise<string> {
  const logger = listeningLogger((message) => {
    if (!message.includes(expected)) complain(message);
  });
  const view = new vega.View(vega.parse(onlyVisible(spec), undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
    logger,
  });
  try {
    return shortenSvg(await view.width(width).toSVG());
  } finally {
    view.finalize();
  }
}
