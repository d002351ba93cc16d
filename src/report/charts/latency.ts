import type { MarkDef } from 'vega-lite/types_unstable/mark.js';
import { formatDuration } from '../../support/units.ts';
import { type PickFigure, summariseFigure } from '../model/figure-comparison.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { type Chart, type Drawing, type Layer, nothingMeasured } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { latencyAxis } from './latency-axis.ts';
import { requestsInWords } from './samples.ts';
import { strategyChannels } from './strategy-channels.ts';

export const latency: Chart = {
  id: 'latency',
  question: 'How long does a request take, usually and at worst?',
  draw: drawLatency,
};

const percentiles: readonly { readonly name: string; readonly pick: PickFigure }[] = [
  { name: 'p50', pick: ({ p50Us }) => p50Us },
  { name: 'p99', pick: ({ p99Us }) => p99Us },
];

const tooltip = [
  { field: 'strategy', type: 'nominal' as const },
  { field: 'repetition', type: 'quantitative' as const },
  { field: 'percentile', type: 'nominal' as const },
  { field: 'text', type: 'nominal' as const, title: 'latency' },
];

function drawLatency(model: RunModel): Drawing {
  const strategies = measuredStrategies(model).filter(({ percentiles }) => percentiles.length > 0);
  if (strategies.length === 0) return nothingMeasured;
  const trials = strategies.flatMap(({ name, trials }, lane) =>
    trials.flatMap(({ repetition, figures }) =>
      percentiles.flatMap((percentile) => {
        const latencyUs = percentile.pick(figures) ?? Number.NaN;
        const datum = { strategy: name, percentile: percentile.name, repetition, latencyUs };
        return Number.isNaN(latencyUs)
          ? []
          : [{ ...datum, y: laneMiddle(lane), text: formatDuration(latencyUs) }];
      }),
    ),
  );
  const medians = strategies.map((strategy, lane) => {
    const [p50, p99] = percentiles.map(({ pick }) => summariseFigure(strategy, pick)?.median ?? Number.NaN);
    return { strategy: strategy.name, y: laneMiddle(lane), p50, p99 };
  });
  const lanes = medians.map(({ strategy, p50, p99 }) => ({
    name: strategy,
    value: `p50 ${formatDuration(p50 ?? Number.NaN)} · p99 ${formatDuration(p99 ?? Number.NaN)}`,
  }));
  const { color } = strategyChannels(model.strategies);
  const x = latencyAxis(trials.map(({ latencyUs }) => latencyUs));
  const y = laneY(lanes);
  const dots = (percentile: string, mark: MarkDef): Layer => ({
    data: { values: trials.filter((trial) => trial.percentile === percentile) },
    mark: { ...mark, size: 75, opacity: 0.85 },
    encoding: { x: { field: 'latencyUs', ...x }, y, color, tooltip },
  });
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values: medians },
        mark: { type: 'rule', strokeWidth: 2, opacity: 0.45 },
        encoding: { x: { field: 'p50', ...x }, x2: { field: 'p99' }, y, color },
      },
      dots('p50', { type: 'point', shape: 'circle', filled: true }),
      dots('p99', { type: 'point', shape: 'diamond', fill: 'var(--chart-paper)', strokeWidth: 2 }),
    ]),
    caption: `Each filled circle is the median (p50) of one trial, each open diamond its 99th percentile (p99), of ${requestsInWords(model)}. Further left is better. The axis is logarithmic: equal distances are equal factors, and the line from p50 to p99 shows how far apart the usual and the slow answers are.`,
    legend: [],
    table: plainTable(
      'Median and 99th percentile of each trial',
      ['strategy', 'repetition', 'percentile', 'latency'],
      trials.map(({ strategy, repetition, percentile, text }) => [
        strategy,
        `${repetition}`,
        percentile,
        text,
      ]),
    ),
  };
}
