import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { formatDuration } from '../../support/units.ts';
import type { PercentilePoint } from '../model/percentiles.ts';
import { hasCache, measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { type Chart, type Drawing, nothingMeasured } from './chart.ts';
import { commonParts } from './config.ts';
import { latencyAxis } from './latency-axis.ts';
import { requestsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';

/** After Gil Tene's HdrHistogram plots: each step to the right keeps a tenth of the requests that were left. */
export const percentilePlot: Chart = {
  id: 'percentiles',
  question: 'How long do the slowest requests take?',
  draw: drawPercentiles,
};

const named = [
  { quantile: 0.5, name: '50 %' },
  { quantile: 0.9, name: '90 %' },
  { quantile: 0.99, name: '99 %' },
  { quantile: 0.999, name: '99.9 %' },
  { quantile: 0.9999, name: '99.99 %' },
];

function drawPercentiles(model: RunModel): Drawing {
  const strategies = measuredStrategies(model).filter(({ percentiles }) => percentiles.length > 0);
  if (strategies.length === 0) return nothingMeasured;
  const line = strategies.flatMap(({ name, percentiles }) =>
    percentiles.map(({ quantile, latencyUs }) => ({ strategy: name, inverse: inverse(quantile), latencyUs })),
  );
  const points = strategies.flatMap(({ name, percentiles }) =>
    named.flatMap(({ quantile, name: percentile }) => {
      const latencyUs = latencyAt(percentiles, quantile);
      if (latencyUs === undefined) return [];
      return [
        {
          strategy: name,
          percentile,
          inverse: inverse(quantile),
          latencyUs,
          text: formatDuration(latencyUs),
        },
      ];
    }),
  );
  const { color, shape, strokeDash } = strategyChannels(model.strategies);
  const x: PositionFieldDef<string> = {
    field: 'inverse',
    type: 'quantitative',
    title: 'share of requests answered within that time (log)',
    scale: { type: 'log', domain: [1, Math.max(10, ...line.map((point) => point.inverse))], nice: false },
    axis: {
      values: [1, ...named.map(({ quantile }) => inverse(quantile))],
      // On a phone 0 % and 50 % are too close for both of their labels.
      labelExpr:
        "datum.value === 1 ? (width < 480 ? '' : '0 %') : format(100 * (1 - 1 / datum.value), '~r') + ' %'",
      tickCount: named.length + 1,
    },
  };
  const y = { field: 'latencyUs', ...latencyAxis(line.map(({ latencyUs }) => latencyUs)) };
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height: 320,
      layer: [
        {
          data: { values: line },
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { x, y, color, strokeDash, opacity: emphasis() },
        },
        {
          data: { values: points },
          mark: { type: 'point', filled: true, size: 60 },
          encoding: {
            x,
            y,
            color,
            shape,
            opacity: emphasis(),
            tooltip: [
              { field: 'strategy', type: 'nominal' },
              { field: 'percentile', type: 'nominal', title: 'of its requests' },
              { field: 'text', type: 'nominal', title: 'took at most' },
            ],
          },
        },
      ],
    },
    caption: `Each line is all trials of one strategy together (${requestsInWords(model)}); lower is better. At 99\u00a0%, the height is the time within which 99 of 100 requests were answered. ${strategies.some(hasCache) ? 'A step up may be where cache hits end and waiting for a backend begins, or where answers of a slower backend do. ' : ''}Lines end where fewer requests than one would be left.`,
    legend: strategies,
    table: plainTable(
      'Latency at named percentiles, all trials of a strategy together',
      ['strategy', 'share of its requests', 'answered within'],
      points.map(({ strategy, percentile, text }) => [strategy, percentile, text]),
    ),
  };
}

/** Rounded, so that 99.9 % lies at 1,000 and not a hair beside it. */
function inverse(quantile: number): number {
  return Number((1 / (1 - quantile)).toPrecision(6));
}

/** The first point at or above the quantile; undefined beyond the last that the number of requests supports. */
function latencyAt(percentiles: readonly PercentilePoint[], quantile: number): number | undefined {
  return percentiles.find((point) => point.quantile >= quantile - 1e-9)?.latencyUs;
}
