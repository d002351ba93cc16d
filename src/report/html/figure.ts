import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Chart, Drawing, LegendEntry } from '../charts/chart.ts';
import { compileChart } from '../charts/compile-chart.ts';
import { renderSvg } from '../charts/render-svg.ts';
import type { DataTable } from '../tables/data-table.ts';
import { type HeadingLevel, heading } from './document.ts';
import { glyph } from './glyph.ts';
import { type Html, html, prose, trusted } from './html.ts';
import { fewestRows, type LongRows, longRowsOf } from './long-table.ts';
import { packedData } from './packed-data.ts';
import { shareSymbols } from './share-symbols.ts';
import { shareTables } from './shared-tables.ts';
import { tableElement } from './table.ts';

/** A chart in the page: drawn already, with the specification from which the browser draws it anew. */
export interface Figure {
  readonly id: string;
  readonly element: Html;
  /** Undefined where there is nothing to draw. */
  readonly spec: Spec | undefined;
  readonly data?: ChartData;
}

/** What the page's script knows of a chart. */
export interface ChartData {
  /** From which it is drawn in the browser. */
  readonly vega: Spec;
  /** What it was compiled from, which the reader can take along. */
  readonly vegaLite: TopLevelSpec;
  readonly legend: readonly LegendEntry[];
  /** Of its table, where the page holds only the beginning of it. */
  readonly rows?: LongRows;
}

/** Where figures stand: under headings of which level, and how wide they are drawn without a script, in px. */
interface Placement {
  readonly level?: HeadingLevel;
  readonly width?: number;
}

/** The charts that are about anything in the model. */
export function figuresOf<Model>(
  charts: readonly Chart<Model>[],
  model: Model,
  placement: Placement = {},
): Promise<Figure[]> {
  return Promise.all(
    charts
      .filter(({ concerns }) => concerns === undefined || concerns(model))
      .map((chart) => figureOf(chart, model, placement)),
  );
}

async function figureOf<Model>(
  { id, question, draw }: Chart<Model>,
  model: Model,
  { level = 2, width }: Placement,
): Promise<Figure> {
  const title = heading(id, question, level);
  const drawing = draw(model);
  if (drawing.state === 'empty') {
    const body = html`<p class="nothing">${drawing.reason}</p>`;
    return { id, element: frame(id, title, body), spec: undefined };
  }
  const spec = compileChart(drawing.spec);
  const svg = shareSymbols(await renderSvg(spec, undefined, width), id);
  const rows = longRowsOf(drawing.table);
  const legend = drawing.legend.map(({ name, style }) => ({ name, style }));
  return {
    ...{ id, spec },
    element: frame(id, title, drawnBody(id, drawing, svg, spec)),
    data: { vega: spec, vegaLite: drawing.spec, legend, ...(rows && { rows }) },
  };
}

function frame(id: string, title: Html, body: Html): Html {
  return html`<section class="chart" id="${id}" aria-labelledby="${id}-title">
${title}
${body}
</section>
`;
}

function drawnBody(id: string, drawing: Extract<Drawing, { state: 'drawn' }>, svg: string, spec: Spec): Html {
  return html`<figure>
${drawing.legend.length === 0 ? undefined : legend(drawing.legend)}
<div class="controls${controlsOf(spec)}"></div>
<div class="plot" data-chart="${id}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-caption">${trusted(svg)}</div>
<figcaption id="${id}-caption">${prose(drawing.caption)}</figcaption>
<details><summary>The figures as a table</summary>${dataTable(drawing.table)}</details>
</figure>`;
}

/** As a class, what the script will put above the chart once that is live, so that room is kept for it. */
function controlsOf({ signals = [] }: Spec): '' | ' time' | ' select' | ' range' {
  if (signals.some(({ name }) => name === 'zoomFrom')) return ' time';
  const inputs = signals.flatMap((signal) =>
    'bind' in signal && signal.bind !== undefined && 'input' in signal.bind ? [signal.bind.input] : [],
  );
  if (inputs.includes('range')) return ' range';
  return inputs.includes('select') ? ' select' : '';
}

function dataTable(table: DataTable): Html {
  if (longRowsOf(table) === undefined) return tableElement(table);
  const all = table.rows.length.toLocaleString('en-GB');
  return html`${tableElement({ ...table, rows: table.rows.slice(0, fewestRows) })}
<p class="note more-rows">These are the first ${fewestRows} of ${all} rows; the others need the page’s script.</p>`;
}

function legend(entries: readonly LegendEntry[]): Html {
  const items = entries.map(({ name, style, isRun }) =>
    isRun
      ? html`<li>${glyph(style)}${name}</li>`
      : html`<li data-strategy="${name}">${glyph(style)}${name}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}

/** What the script needs to draw a page's figures anew and to hand them out; client/charts-of-page.ts reads it. */
export function chartData(figures: readonly Figure[]): Promise<Html> {
  const charts = figures.flatMap(({ id, data }) => (data === undefined ? [] : [[id, data]]));
  return packedData('chart-data', shareTables(Object.fromEntries(charts)));
}
