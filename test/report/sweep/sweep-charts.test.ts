import { describe, expect, it } from 'vitest';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { sweepCharts } from '../../../src/report/sweep/charts/sweep-charts.ts';
import type { SweepModel } from '../../../src/report/sweep/sweep-model.ts';
import { memory, redis, stateless } from '../../support/a-result.ts';
import { aSweepModel } from '../../support/a-sweep.ts';
import {
  complain,
  drawnOf,
  expectDrawnOrSaid,
  expectSpecOnFile,
  expectWords,
} from '../../support/chart-checks.ts';

const atRate = (rate: unknown) => {
  const perSecond = Number.parseFloat(String(rate));
  return {
    connections: 20,
    seconds: 2,
    open: {
      arrivals: { process: 'poisson', stages: [{ from: perSecond, to: perSecond }] } as const,
      waitUs: perSecond * 100,
    },
  };
};

/** The slower the backend, the better for a cache whose hits cost something themselves. */
const overBackend = ([latency]: readonly unknown[]) => ({
  connections: 2,
  strategies: [
    { ...stateless, missUs: Number.parseFloat(String(latency)) * 1e3 },
    { ...memory, hitRatio: 0.9, hitUs: 4e3, missUs: Number.parseFloat(String(latency)) * 1e3 },
  ],
});

const lines = aSweepModel({ 'backends.api.latency': ['2ms', '5ms', '40ms'] }, overBackend);
const load = aSweepModel({ 'load.rate': ['200/s', '800/s', '3200/s'] }, ([rate]) => atRate(rate));
const grid = aSweepModel(
  { 'backends.api.latency': ['2ms', '40ms'], 'gateway.cache.policy': ['lru', 'fifo', 's3-fifo'] },
  overBackend,
);

const charts = (model: SweepModel) => sweepCharts(model).filter(({ concerns }) => concerns?.(model) ?? true);
const onFile = [
  ...charts(lines).map((chart) => [`lines-${chart.id}`, lines, chart] as const),
  ...charts(load).map((chart) => [`load-${chart.id}`, load, chart] as const),
  ...charts(grid).map((chart) => [`grid-${chart.id}`, grid, chart] as const),
];

describe.each(onFile)('the chart of a sweep %s', (name, model, { question, draw }) => {
  const drawing = drawnOf({ draw }, model);

  it('compiles to the Vega specification on file, without a warning', async () => {
    await expectSpecOnFile(drawing, `sweep/${name}`);
    expect(await renderSvg(compileChart(drawing.spec), complain)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('asks a question, says what a mark is, and has its figures in a table', () => {
    expectWords(question, drawing);
  });
});

describe('the charts of a sweep', () => {
  it('are those that its axes call for', () => {
    const ids = (model: SweepModel) => charts(model).map(({ id }) => id);
    expect(ids(lines)).toEqual(['lines-over-latency']);
    expect(ids(load)).toEqual(['load', 'lines-over-rate']);
    expect(ids(grid)).toEqual(['winners', 'lines-over-latency', 'lines-over-policy', 'heat-map']);
  });

  it('mark where strategies change places, and where it is not established', async () => {
    const drawing = charts(lines)[0]?.draw(lines);
    if (drawing?.state !== 'drawn') throw new Error('It is not drawn.');
    const svg = await renderSvg(compileChart(drawing.spec));
    expect(svg).toMatch(/memory overtakes stateless (at about [\d.]+ ms|between 2ms and 40ms)/);
  });

  const hostile = '</script><img onerror=alert(1)>\'+alert(1)+"';
  const one = () => ({ strategies: [stateless], repetitions: 1, connections: 1 });
  const few = () => ({ repetitions: 2, connections: 1 });
  const unusual: [string, SweepModel][] = [
    ['a single cell', aSweepModel({ 'gateway.cache.ttl': ['1s'] }, few)],
    ['a single strategy', aSweepModel({ a: [1, 2, 3] }, one)],
    ['an axis with a single value beside another', aSweepModel({ a: [1], b: ['1s', '100s'] }, few)],
    ['three axes', aSweepModel({ a: [1, 2], b: ['1s', '100s'], c: ['x', 'y'] }, one)],
    [
      'more combinations than panels',
      aSweepModel({ a: [1, 2], b: Array.from({ length: 14 }, (_, n) => n) }, one),
    ],
    ['a 0 on a logarithmic axis', aSweepModel({ a: [0, 1, 1000], b: [0, 5] }, one)],
    ['only zeros', aSweepModel({ a: ['0s'] }, one)],
    ['negative numbers', aSweepModel({ a: [-1000, -1, 0] }, one)],
    ['values that are no numbers', aSweepModel({ a: [true, false], b: ['lru', 'fifo'] }, few)],
    [
      'hostile names and values',
      aSweepModel({ [hostile]: [hostile, 'b'], [`x.${hostile}`]: ['c', hostile] }, () => ({
        ...few(),
        strategies: [stateless, { ...memory, name: hostile, mode: 'memory' }],
      })),
    ],
    [
      'only errors',
      aSweepModel({ a: [1, 2], 'load.rate': ['10/s', '20/s'] }, () => ({
        ...atRate(100),
        repetitions: 1,
        strategies: [{ ...stateless, errorRatio: 1 }, redis],
      })),
    ],
    [
      'cells that are missing',
      aSweepModel({ a: [1, 2, 3], b: [1, 2] }, one, (index, readings) => [index, readings.slice(2)]),
    ],
    [
      'a damaged cell',
      aSweepModel({ a: [1, 2, 3] }, one, (index, readings) => [
        index,
        [...readings.slice(1), { number: 1, damage: 'It is damaged.' }],
      ]),
    ],
    ['no cell at all', aSweepModel({ a: [1, 2], 'load.rate': ['1/s', '2/s'] }, one, (index) => [index, []])],
    [
      'an index whose cells have values that the axis has not',
      aSweepModel({ a: [1, 2, 3] }, one, (index, readings) => [
        { ...index, cells: index.cells.map((cell) => ({ ...cell, values: [7] })) },
        readings,
      ]),
    ],
  ];

  it.each(unusual)('draw %s, or say why not', async (_, model) => {
    for (const { draw } of charts(model)) await expectDrawnOrSaid(draw(model));
  });
});
