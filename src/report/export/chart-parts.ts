import type { Result } from '../../results/result.ts';
import { allCharts } from '../charts/all-charts.ts';
import { pictureOf } from '../charts/alone/picture.ts';
import { standaloneSpec } from '../charts/alone/standalone-spec.ts';
import type { Drawing } from '../charts/chart.ts';
import { compileChart } from '../charts/compile-chart.ts';
import { renderSvg } from '../charts/render-svg.ts';
import { coloursOf } from '../html/colours.ts';
import { boundedResult } from '../model/bounded-result.ts';
import { buildRunModel } from '../model/run-model.ts';
import type { ExportPart } from './part.ts';

/** Paper is white, so what leaves the page wears its light scheme. */
const colours = coloursOf('light');
const colourOf = (name: string) => colours.get(name);

type Drawn = Extract<Drawing, { state: 'drawn' }> & { readonly id: string; readonly title: string };

/** Each chart of the run's page as a picture. */
export function svgCharts(result: Result): ExportPart[] {
  const source = `gatebench ${result.generator.version} · ${result.scenario.name} · run ${result.runId}`;
  return drawnCharts(result).map((drawing) => ({
    id: drawing.id,
    text: async () =>
      pictureOf({ ...drawing, source, svg: await renderSvg(compileChart(drawing.spec)) }, colourOf),
  }));
}

/** Each chart of the run's page as a Vega-Lite specification with its data. */
export function vegaLiteCharts(result: Result): ExportPart[] {
  return drawnCharts(result).map((drawing) => ({
    id: drawing.id,
    text: () => `${JSON.stringify(standaloneSpec(drawing, colourOf), undefined, 1)}\n`,
  }));
}

/** Those that have something to show. */
function drawnCharts(result: Result): Drawn[] {
  const model = buildRunModel(boundedResult(result));
  return allCharts.flatMap(({ id, question, concerns, draw }) => {
    if (concerns !== undefined && !concerns(model)) return [];
    const drawing = draw(model);
    return drawing.state === 'drawn' ? [{ ...drawing, id, title: question }] : [];
  });
}
