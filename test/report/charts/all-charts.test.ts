import { afterEach, describe, expect, it, vi } from 'vitest';
import { allCharts } from '../../../src/report/charts/all-charts.ts';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, redis, somePrices, stateless } from '../../support/a-result.ts';
import {
  complain,
  drawnOf,
  expectDrawnOrSaid,
  expectNoNameInExpressions,
  expectSpecOnFile,
  expectWords,
} from '../../support/chart-checks.ts';

const small = buildRunModel(
  aResult({
    seconds: 2,
    connections: 4,
    prices: somePrices({
      perBackendCall: 4e-6,
      perGatewayNodeHour: 0.05,
      perMemoryGiBHour: 0.02,
      perRedisNodeHour: 0.25,
      trafficPerSecond: 500,
    }),
    strategies: [
      { ...stateless, staleReads: 0 },
      { ...memory, staleReads: 0.05 },
      { ...redis, staleReads: 0.03 },
    ],
  }),
);
afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each(allCharts)('the chart $id', ({ id, question, draw }) => {
  const drawing = drawnOf({ draw }, small);

  it('compiles to the Vega specification on file, without a warning', () =>
    expectSpecOnFile(drawing, `charts/${id}`));

  it('is drawn without a warning and without evaluating code', async () => {
    const spec = compileChart(drawing.spec);
    vi.stubGlobal('Function', () => complain('code was evaluated'));
    const svg = await renderSvg(spec, complain);
    expect(svg).toMatch(/^<svg [^>]*viewBox/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('asks a question, says what a mark is, and has its figures in a table', () => {
    expectWords(question, drawing);
  });

  it('says why it is empty where nothing was measured', () => {
    const nothing = draw(buildRunModel({ ...aResult({ repetitions: 1 }), trials: [] }));
    expect(nothing).toMatchObject({
      state: 'empty',
      reason: expect.stringMatching(/^Nothing to draw: .+\.$/),
    });
  });

  it.each(unusual())('draws %s, or says why not', (_, result) =>
    expectDrawnOrSaid(draw(buildRunModel(result))),
  );
});

function unusual(): [string, Result][] {
  const tiny = { repetitions: 1, seconds: 1, connections: 1 };
  const many = Array.from({ length: 12 }, (_, index) => ({
    ...redis,
    name: `redis ${index}`,
    mode: 'redis',
  }));
  return [
    ['a single strategy', aResult({ ...tiny, strategies: [stateless] })],
    ['a dozen strategies', aResult({ ...tiny, strategies: many })],
    ['only errors', aResult({ ...tiny, strategies: [{ ...stateless, errorRatio: 1 }] })],
    ['no answer at all', aResult({ ...tiny, strategies: [{ ...stateless, missUs: 60e6 }] })],
    ['a very long name', aResult({ ...tiny, strategies: [{ ...memory, name: 'long '.repeat(200) }] })],
    ['an even latency', aResult({ ...tiny, strategies: [{ ...memory, hitRatio: 1, hitUs: 1e5 }] })],
  ];
}

describe('a drawing', () => {
  it('never puts a name into an expression', () => {
    const name = "'+alert(1)+'";
    const model = buildRunModel(
      aResult({ repetitions: 1, seconds: 1, strategies: [stateless, { ...memory, name }] }),
    );
    for (const { draw } of allCharts) expectNoNameInExpressions(draw(model));
  });
});
