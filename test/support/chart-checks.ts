import { join } from 'node:path';
import { expect } from 'vitest';
import type { Chart, Drawing } from '../../src/report/charts/chart.ts';
import { compileChart } from '../../src/report/charts/compile-chart.ts';
import { staticWidth } from '../../src/report/charts/config.ts';
import { renderSvg } from '../../src/report/charts/render-svg.ts';

const golden = join(import.meta.dirname, '../golden/report');

type Drawn = Extract<Drawing, { state: 'drawn' }>;

/** Takes a warning of Vega's for a failure. */
export function complain(message: string): never {
  throw new Error(`Vega complains: ${message}`);
}

/** @throws where the chart has nothing to draw, with why */
export function drawnOf<Model>({ draw }: Pick<Chart<Model>, 'draw'>, model: Model): Drawn {
  const drawing = draw(model);
  if (drawing.state === 'empty') throw new Error(drawing.reason);
  return drawing;
}

/** What every chart gives its reader beside the drawing. */
export function expectWords(question: string, { caption, table: { headings, rows } }: Drawn): void {
  expect(question).toMatch(/\?$/);
  expect(caption).toMatch(/^Each /);
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map(({ cells }) => cells.length + 1))).toEqual(new Set([headings.length]));
}

/** That the drawing compiles without a warning to the specification on file, `<path>.json` in test/golden/report. */
export async function expectSpecOnFile({ spec }: Drawn, path: string): Promise<void> {
  const compiled = `${JSON.stringify(compileChart(spec, complain), null, 1)}\n`;
  await expect(compiled).toMatchFileSnapshot(join(golden, `${path}.json`));
}

/** That a chart draws whatever it is given without a warning and as wide as it has room, or says why not. */
export async function expectDrawnOrSaid(drawing: Drawing): Promise<void> {
  if (drawing.state === 'empty') {
    expect(drawing.reason).toMatch(/^Nothing to draw: .+\.$/);
    return;
  }
  const svg = await renderSvg(compileChart(drawing.spec, complain), complain);
  expect(svg).not.toMatch(/NaN|Infinity/);
  // No text is so long that its chart has no room left.
  const [, width] = /class="background"[^>]* d="M0,0h(\d+)/.exec(svg) ?? [];
  expect(Number(width)).toBeGreaterThan(0.9 * staticWidth);
  expectNoNameInExpressions(drawing);
}

/** That nothing of the names that tests give, which hold `alert`, would be evaluated. */
export function expectNoNameInExpressions(drawing: Drawing): void {
  if (drawing.state === 'empty') return;
  const expressions = JSON.stringify(compileChart(drawing.spec)).match(
    /"(signal|expr|test|update)":"[^"]*"/g,
  );
  expect(expressions?.filter((expression) => expression.includes('alert'))).toEqual([]);
}
