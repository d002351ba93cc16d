import { compileChart } from '../charts/compile-chart.ts';
import { glyph } from '../html/glyph.ts';
import { type Html, html, jsonBlock, prose } from '../html/html.ts';
import type { RunModel } from '../model/run-model.ts';
import { liveCharts } from './live-charts.ts';

/** What stands above the report so far while the run goes on. */
export interface LivePanel {
  readonly element: Html;
  /** Specifications of its charts, which only the page's script draws: without one nothing could grow. */
  readonly data: Html;
}

/** `page` names this state of the page, so that it notices when there is a later one (`LiveState.page`). */
export function livePanel(model: RunModel, page: string): LivePanel {
  const charts = liveCharts(model);
  const { warmupUs } = model.result.scenario;
  const beforeZero = warmupUs === 0 ? '' : ', negative while it warms up';
  return {
    element: html`<section class="live-panel" id="live" data-page="${page}" aria-label="The run under way">
<div class="live-head"><p class="live-title" role="status">The run goes on.</p>
<button type="button" class="live-hold" aria-pressed="false" hidden>Hold still</button></div>
<p class="live-cell" hidden></p>
<progress max="1" value="0" aria-label="How much of the run is over"></progress>
<p class="live-doing"></p>
<noscript><p>This page follows the run by its script. Without one, reload it to see what has been measured since.</p></noscript>
<ul class="legend">${model.strategies.map(({ name, style }) => html`<li>${glyph(style)}${name}</li>`)}</ul>
<div class="live-charts">${charts.map(
      ({ id, title }) =>
        html`<figure><p><span id="${id}-title">${title}</span> <strong data-figure="${id}"></strong></p><div class="controls"></div><div class="plot" data-live-chart="${id}" role="img" aria-labelledby="${id}-title" aria-describedby="live-caption"></div></figure>`,
    )}</div>
<p class="note" id="live-caption">${prose(
      `Thick: the trial under way, a point for each interval of its timeline, over the seconds since its measurement began${beforeZero}. Thin: the medians of the trials before it. One trial decides nothing: the report so far, below, is made anew after each.`,
    )}</p>
<div class="live-log" hidden><p>What went wrong</p><ul></ul></div>
</section>`,
    data: jsonBlock('live-specs', Object.fromEntries(charts.map(({ id, spec }) => [id, compileChart(spec)]))),
  };
}
