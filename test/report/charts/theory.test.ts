import { describe, expect, it } from 'vitest';
import { backendLoad } from '../../../src/report/charts/backend-load.ts';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { hitRatioOverTime } from '../../../src/report/charts/hit-ratio-over-time.ts';
import { rateOverTime } from '../../../src/report/charts/rate-over-time.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { contradictionsOf } from '../../../src/results/contradictions.ts';
import type { Result, Theory } from '../../../src/results/result.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

const ofMemory: Theory = {
  strategy: 'memory',
  hitRatio: 0.875,
  offload: 0.8,
  backendCallsPerSecond: 1e6,
  formulas: [{ name: 'lifetimes', source: 'somebody' }],
  limits: ['Bursts are left out.'],
};
const plain = aResult({ strategies: [stateless, memory], repetitions: 2 });

function drawn(chart: Chart, result: Result) {
  const drawing = chart.draw(buildRunModel(result));
  if (drawing.state === 'empty') throw new Error(drawing.reason);
  return drawing;
}

/** The dotted rules in a drawing. */
async function rulesOf(chart: Chart, result: Result): Promise<number> {
  const svg = await renderSvg(compileChart(drawn(chart, result).spec));
  return svg.match(/<line[^>]*stroke-dasharray="2,3"/g)?.length ?? 0;
}

describe('theory in charts', () => {
  const told = { ...plain, theory: [ofMemory] };

  it('is a rule for each strategy and figure that it knows of, and nothing where it knows of none', async () => {
    expect(await rulesOf(hitRatioOverTime, told)).toBe(2);
    expect(await rulesOf(backendLoad, told)).toBe(1);
    expect(await rulesOf(rateOverTime, told)).toBe(0);
    expect(await rulesOf(hitRatioOverTime, plain)).toBe(0);
    expect(await rulesOf(backendLoad, plain)).toBe(0);
  });

  it('is explained with its formulas and what they leave out', () => {
    expect(drawn(hitRatioOverTime, told).caption).toContain(
      'A thin dotted rule is what theory says of the whole measurement by lifetimes. Bursts are left out.',
    );
    expect(drawn(backendLoad, told).caption).toContain('is what theory says of it');
    expect(drawn(hitRatioOverTime, plain).caption).not.toContain('theory');
  });

  it('has rows in the table beside the chart', () => {
    const [row] = drawn(hitRatioOverTime, told).table.rows;
    expect([row?.header.text, ...(row?.cells.map(({ text }) => text) ?? [])].slice(0, 3)).toEqual([
      'memory',
      'theory, of all',
      '87.5 %',
    ]);
    const [first] = drawn(backendLoad, told).table.rows;
    expect(first?.cells.map(({ text }) => text)).toEqual(['theory', '20.0']);
  });

  it('is all drawn, also where it is far from what came out', () => {
    expect(JSON.stringify(drawn(hitRatioOverTime, told).spec)).toContain('"domain":[0,1000000]');
  });

  it('of a strategy that there is not, or of one twice, contradicts itself', () => {
    expect(contradictionsOf(told)).toEqual([]);
    expect(contradictionsOf({ ...plain, theory: [{ ...ofMemory, strategy: 'other' }] })).toEqual([
      'it has a theory of "other", and no strategy is called so',
    ]);
    expect(contradictionsOf({ ...plain, theory: [ofMemory, ofMemory] })).toEqual([
      'it has two theories of "memory"',
    ]);
  });
});
