import type { Spec } from 'vega';
import type { Chart, Drawing, LegendEntry } from '../charts/chart.ts';
import { compileChart } from '../charts/compile-chart.ts';
import { renderSvg } from '../charts/render-svg.ts';
import { glyph } from './glyph.ts';
import { type Html, html, jsonBlock, prose, trusted } from './html.ts';
import { tableElement } from './table.ts';

/** A chart in the page: drawn already, with the specification from which the browser draws it anew. */
export interface Figure {
  readonly id: string;
  readonly element: Html;
  /** Undefined where there is nothing to draw. */
  readonly spec: Spec | undefined;
}

/** The charts that are about anything in the model. */
export function figuresOf<Model>(charts: readonly Chart<Model>[], model: Model): Promise<Figure[]> {
  return Promise.all(
    charts
      .filter(({ concerns }) => concerns === undefined || concerns(model))
      .map((chart) => figureOf(chart, model)),
  );
}

async function figureOf<Model>({ id, question, draw }: Chart<Model>, model: Model): Promise<Figure> {
  const drawing = draw(model);
  if (drawing.state === 'empty') {
    const body = html`<p class="nothing">${drawing.reason}</p>`;
    return { id, element: frame(id, question, body), spec: undefined };
  }
  const spec = compileChart(drawing.spec);
  return { id, element: frame(id, question, drawnBody(id, drawing, await renderSvg(spec))), spec };
}

function frame(id: string, question: string, body: Html): Html {
  return html`<section class="chart" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${question}</h2>
${body}
</section>
`;
}

function drawnBody(id: string, drawing: Extract<Drawing, { state: 'drawn' }>, svg: string): Html {
  return html`<figure>
${drawing.legend.length === 0 ? undefined : legend(drawing.legend)}
<div class="controls"></div>
<div class="plot" data-chart="${id}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-caption">${trusted(svg)}</div>
<figcaption id="${id}-caption">${prose(drawing.caption)}</figcaption>
<details><summary>The figures as a table</summary>${tableElement(drawing.table)}</details>
</figure>`;
}

function legend(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">${entries.map(({ name, style }) => html`<li>${glyph(style)}${name}</li>`)}</ul>`;
}

/** The specifications of a page's figures, from which its script draws them anew. */
export function chartData(figures: readonly Figure[]): Html {
  return jsonBlock(
    'chart-specs',
    Object.fromEntries(figures.flatMap(({ id, spec }) => (spec === undefined ? [] : [[id, spec]]))),
  );
}
