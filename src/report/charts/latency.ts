import type { MarkDef } from 'vega-lite/types_unstable/mark.js';
import { formatDuration } from '../../support/units.ts';
import { latencyWord } from '../metric-words.ts';
import { valuesOf } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { type Chart, type Drawing, type Layer, nothingMeasured } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { latencyAxis } from './latency-axis.ts';
import { requestsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';

export const latency: Chart = {
  id: 'latency',
  question: 'How long does a request take, usually and at worst?',
  draw: drawLatency,
};

const percentiles = ['p50', 'p99'] as const;

const tooltip = [
  { field: 'strategy', type: 'nominal' as const },
  { field: 'repetition', type: 'quantitative' as const },
  { field: 'percentile', type: 'nominal' as const },
  { field: 'text', type: 'nominal' as const, title: 'latency' },
];

function drawLatency(model: RunModel): Drawing {
  const strategies = measuredStrategies(model).filter(({ estimates }) => estimates.p50.n > 0);
  if (strategies.length === 0) return nothingMeasured;
  const trials = strategies.flatMap((strategy, lane) =>
    percentiles.flatMap((percentile) =>
      [...valuesOf(strategy, percentile)].map(([repetition, latencyUs]) => ({
        ...{ strategy: strategy.name, percentile, repetition, latencyUs },
        y: laneMiddle(lane),
        text: formatDuration(latencyUs),
      })),
    ),
  );
  const means = strategies.map(({ name, estimates: { p50, p99 } }, lane) => ({
    strategy: name,
    y: laneMiddle(lane),
    p50: p50.value,
    p99: p99.n === 0 ? p50.value : p99.value,
    text: `p50 ${formatDuration(p50.value)} · p99 ${p99.n === 0 ? 'of too few answers' : formatDuration(p99.value)}`,
  }));
  const lanes = means.map(({ strategy, text }) => ({ name: strategy, strategy, value: text }));
  const { color } = strategyChannels(model.strategies);
  const x = latencyAxis(trials.map(({ latencyUs }) => latencyUs));
  const y = laneY(lanes);
  const dots = (percentile: string, mark: MarkDef): Layer => ({
    data: { values: trials.filter((trial) => trial.percentile === percentile) },
    mark: { ...mark, size: 75 },
    encoding: { x: { field: 'latencyUs', ...x }, y, color, opacity: emphasis(0.85), tooltip },
  });
  const word = latencyWord(model.result);
  const isOpen = model.result.scenario.load.kind === 'open';
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values: means },
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { x: { field: 'p50', ...x }, x2: { field: 'p99' }, y, color, opacity: emphasis(0.45) },
      },
      dots('p50', { type: 'point', shape: 'circle', filled: true }),
      dots('p99', { type: 'point', shape: 'diamond', fill: 'var(--chart-paper)', strokeWidth: 2 }),
    ]),
    caption: `Each filled circle is the median (p50) of one trial, each open diamond its 99th percentile (p99), of ${requestsInWords(model)}; ${word} is counted ${isOpen ? 'from the intended send' : 'from the actual send'}. Further left is better. The axis is logarithmic: equal distances are equal factors, and the line from the mean p50 to the mean p99 shows how far apart the usual and the slow answers are.`,
    legend: [],
    table: plainTable(
      'Median and 99th percentile of each trial',
      ['strategy', 'repetition', 'percentile', word],
      trials.map(({ strategy, repetition, percentile, text }) => [
        strategy,
        `${repetition}`,
        percentile,
        text,
      ]),
    ),
  };
}
