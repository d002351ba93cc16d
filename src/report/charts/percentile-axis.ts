import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { PercentilePoint } from '../model/percentiles.ts';

/** The percentiles that are marked on lines of a whole distribution, and head its table. */
export const namedPercentiles = [
  { quantile: 0.5, name: '50 %' },
  { quantile: 0.9, name: '90 %' },
  { quantile: 0.99, name: '99 %' },
  { quantile: 0.999, name: '99.9 %' },
  { quantile: 0.9999, name: '99.99 %' },
];

/** After Gil Tene's HdrHistogram plots: each step to the right keeps a tenth of the requests that were left. */
export function percentileAxis(inverses: readonly number[]): PositionFieldDef<string> {
  return {
    field: 'inverse',
    type: 'quantitative',
    title: 'share of requests answered within that time (log)',
    scale: { type: 'log', domain: [1, Math.max(10, ...inverses)], nice: false },
    axis: {
      values: [1, ...namedPercentiles.map(({ quantile }) => inverseOf(quantile))],
      // The fastest request is of little interest, and its label would leave no room for that of the median.
      labelExpr: "datum.value === 1 ? '' : format(100 * (1 - 1 / datum.value), '~r') + ' %'",
      tickCount: namedPercentiles.length + 1,
    },
  };
}

/** Where a quantile stands on the axis: 1 ÷ (1 − quantile), rounded, so that 99.9 % lies at 1,000 and not a hair beside it. */
export function inverseOf(quantile: number): number {
  return Number((1 / (1 - quantile)).toPrecision(6));
}

/** The first point at or above the quantile; undefined beyond the last that the number of requests supports. */
export function latencyAt(percentiles: readonly PercentilePoint[], quantile: number): number | undefined {
  const point = percentiles.find((each) => each.quantile >= quantile - 1e-9);
  return point?.isSupported ? point.latencyUs : undefined;
}
