import { describe, expect, it } from 'vitest';
import { allCharts } from '../../../src/report/charts/all-charts.ts';
import { pictureOf } from '../../../src/report/charts/alone/picture.ts';
import { resolveColours } from '../../../src/report/charts/alone/resolve-colours.ts';
import { standaloneSpec } from '../../../src/report/charts/alone/standalone-spec.ts';
import { wrapText } from '../../../src/report/charts/alone/wrap-text.ts';
import type { Chart, Drawing } from '../../../src/report/charts/chart.ts';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { measureText } from '../../../src/report/charts/text-width.ts';
import { coloursOf } from '../../../src/report/html/colours.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

const hostile = '</text><script>alert(1)</script>\u0007';
const model = buildRunModel(
  aResult({
    repetitions: 2,
    seconds: 1,
    strategies: [
      { ...stateless, staleReads: 0 },
      { ...memory, name: hostile, mode: 'memory', staleReads: 0.02 },
    ],
  }),
);
const colours = coloursOf('dark');
const colourOf = (name: string) => colours.get(name);
const complain = (message: string): never => {
  throw new Error(`Vega complains: ${message}`);
};

const drawn = allCharts.flatMap((chart): [Chart, Extract<Drawing, { state: 'drawn' }>][] => {
  const drawing = chart.draw(model);
  return drawing.state === 'drawn' ? [[chart, drawing]] : [];
});

describe.each(drawn.map(([chart, drawing]) => ({ ...chart, drawing })))(
  'the chart $id by itself',
  ({ question, drawing }) => {
    it('is a picture that needs no page: its colours, its question, its caption and its legend are in it', async () => {
      const svg = await renderSvg(compileChart(drawing.spec));
      const picture = pictureOf({ ...drawing, title: question, svg, source: 'run 1' }, colourOf);
      expect(picture).not.toMatch(/var\(|NaN|undefined|<script/);
      expect(picture).not.toContain('\u0007');
      expect(picture).toContain(`fill="${colours.get('chart-paper')}"`);
      expect(picture).toContain(`<title id="title">${question}</title>`);
      expect(picture).toMatch(/<desc id="desc">Each /);
      for (const { name } of drawing.legend)
        expect(picture).toContain(name === hostile ? '&lt;/text&gt;' : name);
    });

    it('is a specification that compiles and draws without a warning, as wide as it says', async () => {
      const spec = standaloneSpec({ ...drawing, title: question }, colourOf);
      expect(spec.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
      expect(JSON.stringify(spec)).not.toMatch(/var\(|"container"/);
      expect(spec.description).toBe(drawing.caption);
      const svg = await renderSvg(compileChart(spec, complain), complain);
      expect(svg).toContain(question);
      expect(svg.includes('role-legend')).toBe(drawing.legend.length > 0);
    });
  },
);

describe('a drawing on its own', () => {
  it('leaves the name of a colour that nobody knows as it is', () => {
    expect(resolveColours('var(--ink) var(--none)', colourOf)).toBe(`${colours.get('ink')} var(--none)`);
  });

  it('breaks text between words, and nowhere where there are none', () => {
    const font = { fontSize: 12 };
    const lines = wrapText(`${'word '.repeat(40)}${'long'.repeat(100)}`, 200, font);
    expect(lines.join(' ')).toBe(`${'word '.repeat(40)}${'long'.repeat(100)}`);
    expect(lines.slice(0, -1).every((line) => measureText(font, line) <= 200)).toBe(true);
    expect(lines.at(-1)).toBe('long'.repeat(100));
  });
});
