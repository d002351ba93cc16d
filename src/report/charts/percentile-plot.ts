import { formatDuration } from '../../support/units.ts';
import { hasCache, measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { type Chart, type Drawing, nothingMeasured } from './chart.ts';
import { commonParts } from './config.ts';
import { latencyAxis } from './latency-axis.ts';
import { inverseOf, latencyAt, namedPercentiles, percentileAxis } from './percentile-axis.ts';
import { requestsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';

export const percentilePlot: Chart = {
  id: 'percentiles',
  question: 'How long do the slowest requests take?',
  draw: drawPercentiles,
};

function drawPercentiles(model: RunModel): Drawing {
  const strategies = measuredStrategies(model).filter(({ percentiles }) => percentiles.length > 0);
  if (strategies.length === 0) return nothingMeasured;
  const line = strategies.flatMap(({ name, percentiles }) =>
    percentiles.map(({ quantile, latencyUs, isSupported }) => ({
      ...{ strategy: name, inverse: inverseOf(quantile), latencyUs, isSupported },
    })),
  );
  // The thin end of a line begins where the rest of it ends.
  const thin = line.filter(
    ({ isSupported, strategy }, index) =>
      !isSupported || (line[index + 1]?.isSupported === false && line[index + 1]?.strategy === strategy),
  );
  const points = strategies.flatMap(({ name, percentiles }) =>
    namedPercentiles.flatMap(({ quantile, name: percentile }) => {
      const latencyUs = latencyAt(percentiles, quantile);
      if (latencyUs === undefined) return [];
      return [
        {
          strategy: name,
          percentile,
          inverse: inverseOf(quantile),
          latencyUs,
          text: formatDuration(latencyUs),
        },
      ];
    }),
  );
  const { color, shape, strokeDash } = strategyChannels(model.strategies);
  const x = percentileAxis(line.map((point) => point.inverse));
  const y = { field: 'latencyUs', ...latencyAxis(line.map(({ latencyUs }) => latencyUs)) };
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height: 320,
      layer: [
        {
          data: { values: thin.map(({ isSupported, ...point }) => point) },
          mark: { type: 'line', strokeWidth: 1 },
          encoding: { x, y, color, opacity: emphasis(0.7) },
        },
        {
          data: {
            values: line.flatMap(({ isSupported, ...point }) => (isSupported ? [point] : [])),
          },
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
    caption: `Each line is all trials of one strategy together (${requestsInWords(model)}); lower is better. At 99\u00a0%, the height is the time within which 99 of 100 requests were answered. ${strategies.some(hasCache) ? 'A step up may be where cache hits end and waiting for a backend begins, or where answers of a slower backend do. ' : ''}Where a line is thin, fewer than four requests are left, and one more or less would change it; it ends at the last of them.`,
    legend: strategies,
    table: plainTable(
      'Latency at named percentiles, all trials of a strategy together',
      ['strategy', 'share of its requests', 'answered within'],
      points.map(({ strategy, percentile, text }) => [strategy, percentile, text]),
    ),
  };
}
