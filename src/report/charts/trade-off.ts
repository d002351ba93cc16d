import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Interval } from '../../stats/interval.ts';
import { formatterOf, metricInWords } from '../metric-words.ts';
import { valuesOf } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { capitalised, intervalInWords } from '../wording.ts';
import type { Chart, Drawing, Layer } from './chart.ts';
import { commonParts } from './config.ts';
import { latencyAxis, stepsAround } from './latency-axis.ts';
import { placeLabels } from './place-labels.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';
import { measureText } from './text-width.ts';

/** Where clients wait for answers before they ask again, a strategy may answer more of them and let a few wait for long. */
export const throughputAndTail: Chart = {
  id: 'throughput-and-tail',
  question: 'Does the faster one also have the shorter tail?',
  concerns: ({ result, strategies }) => result.scenario.load.kind === 'closed' && strategies.length > 1,
  draw: (model) => drawTradeOff(model, 'requestsPerSecond'),
};

/** Where the schedule gives the throughput, the backends are what is spared or not. */
export const backendsAndTail: Chart = {
  id: 'backends-and-tail',
  question: 'Does the one that spares the backends also have the shorter tail?',
  concerns: ({ result, strategies }) => result.scenario.load.kind === 'open' && strategies.length > 1,
  draw: (model) => drawTradeOff(model, 'backendCallsPer100'),
};

type Upwards = 'requestsPerSecond' | 'backendCallsPer100';

const height = 300;
const fontSize = 12.5;

/** Fonts differ: what is measured as Helvetica may be drawn in a wider one. */
const widestFont = 1.15;

function drawTradeOff(model: RunModel, metric: Upwards): Drawing {
  const strategies = measuredStrategies(model).filter(
    ({ estimates }) => estimates.p99.n > 0 && estimates[metric].n > 0,
  );
  if (strategies.length === 0)
    return { state: 'empty', reason: 'Nothing to draw: no trial has answers enough for a 99th percentile.' };
  const trials = strategies.flatMap((strategy) => trialsOf(strategy, metric));
  const means = strategies.map(({ estimates }) => ({ x: estimates.p99, y: estimates[metric] }));
  const x = tailAxis(
    extentOf(
      trials.map((trial) => trial.x),
      means.map((mean) => mean.x.interval),
    ),
  );
  const y = upwardsAxis(
    extentOf(
      trials.map((trial) => trial.y),
      means.map((mean) => mean.y.interval),
    ),
  );
  const places = placeLabels(
    strategies.map(({ name, estimates }) => ({
      across: x.placeOf(estimates.p99.value),
      down: (1 - y.placeOf(estimates[metric].value)) * height,
      width: measureText({ fontSize }, name) * widestFont,
    })),
    height,
  );
  const [xName, yName] = [metricInWords('p99', model.result), metricInWords(metric, model.result)];
  const points = means.map((mean, index) => ({
    strategy: strategies[index]?.name ?? '',
    ...{ x: mean.x.value, lowX: x.clamp(mean.x.interval?.low), highX: x.clamp(mean.x.interval?.high) },
    ...{ y: mean.y.value, lowY: y.clamp(mean.y.interval?.low), highY: y.clamp(mean.y.interval?.high) },
    xText: spelt(mean.x, formatterOf('p99', model.result)),
    yText: spelt(mean.y, formatterOf(metric, model.result)),
    ...places?.[index],
  }));
  const { color, shape } = strategyChannels(model.strategies);
  const [across, up] = [
    { field: 'x', ...x.channel, title: `← better · ${xName} (log)` },
    { field: 'y', ...y.channel, title: `${yName}${y.isLog ? ' (log)' : ''} · ${better[metric]}` },
  ];
  const ruleOf = (ends: object): Layer => ({
    transform: [{ filter: 'isValid(datum.lowX) && isValid(datum.lowY)' }],
    mark: { type: 'rule', strokeWidth: 1.5 },
    encoding: { x: across, y: up, ...ends, color, opacity: emphasis(0.8) },
  });
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height,
      layer: [
        {
          data: { values: trials },
          mark: { type: 'point', filled: true, size: 28 },
          encoding: { x: across, y: up, color, shape, opacity: emphasis(0.35) },
        },
        {
          data: { values: points },
          layer: [
            ruleOf({ x: { ...across, field: 'lowX' }, x2: { field: 'highX' } }),
            ruleOf({ y: { ...up, field: 'lowY' }, y2: { field: 'highY' } }),
            {
              mark: { type: 'point', filled: true, size: 95 },
              encoding: {
                ...{ x: across, y: up, color, shape, opacity: emphasis() },
                tooltip: [
                  { field: 'strategy', type: 'nominal' },
                  { field: 'xText', type: 'nominal', title: xName },
                  { field: 'yText', type: 'nominal', title: yName },
                ],
              },
            },
            ...(places === undefined ? [] : [nameLayer(across, up)]),
          ],
        },
      ],
    },
    caption: captionOf(
      model,
      metric,
      points.some(({ lowX }) => lowX !== undefined),
    ),
    legend: places === undefined ? strategies : [],
    table: plainTable(
      `${capitalised(yName)} and ${xName}, with 95 % intervals`,
      ['strategy', 'trials', yName, xName],
      points.map(({ strategy, xText, yText }, index) => [
        ...[strategy, `${strategies[index]?.trials.length}`],
        ...[yText, xText],
      ]),
    ),
  };
}

const better: Readonly<Record<Upwards, string>> = {
  requestsPerSecond: 'better →',
  backendCallsPer100: '← better',
};

function nameLayer(x: PositionFieldDef<string>, y: PositionFieldDef<string>): Layer {
  const at = { align: { expr: 'datum.align' }, dx: { expr: 'datum.dx' }, dy: { expr: 'datum.dy' } };
  return {
    mark: { type: 'text', baseline: 'middle', fontSize, ...at },
    encoding: { x, y, text: { field: 'strategy', type: 'nominal' }, opacity: emphasis() },
  };
}

/** The trials that have both figures. */
function trialsOf(strategy: StrategyModel, metric: Upwards) {
  const upwards = valuesOf(strategy, metric);
  return [...valuesOf(strategy, 'p99')].flatMap(([repetition, x]) => {
    const y = upwards.get(repetition);
    return y === undefined ? [] : [{ strategy: strategy.name, x, y }];
  });
}

function spelt(
  { value, interval }: { value: number; interval: Interval | undefined },
  format: (value: number) => string,
): string {
  const span = interval && intervalInWords(interval, format);
  return span === undefined || span === format(value) ? format(value) : `${format(value)} (${span})`;
}

function captionOf(model: RunModel, metric: Upwards, hasIntervals: boolean): string {
  const isClosed = metric === 'requestsPerSecond';
  return [
    `Each large mark is the mean of a strategy’s trials${hasIntervals ? ', the cross through it their 95\u00a0% intervals' : ''}; each small one is a trial (${trialsInWords(model)}).`,
    `Further left the slowest answers come sooner, further ${isClosed ? 'up more requests are answered' : 'down there is less work for the backends'}: the ${isClosed ? 'upper' : 'lower'} left corner is best, and a strategy that lies both left of and ${isClosed ? 'above' : 'below'} another is better in both.`,
    ...(hasIntervals
      ? ['What lies side by side is told apart by the ratios within blocks, not by these intervals.']
      : []),
  ].join(' ');
}

interface Axis {
  readonly channel: PositionFieldDef<string>;
  readonly isLog: boolean;
  /** How far along the axis a value lies; 0–1. */
  readonly placeOf: (value: number) => number;
  /** The value, or the end of the axis that it lies beyond. */
  readonly clamp: (value: number | undefined) => number | undefined;
}

/** Intervals widen an axis up to this factor beyond the trials. */
const farthestBeyond = 1.5;

/** Of all trials and, within reason, of their intervals. */
function extentOf(values: readonly number[], intervals: readonly (Interval | undefined)[]): Interval {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const known = intervals.flatMap((interval) => interval ?? []);
  return {
    low: Math.min(low, Math.max(low / farthestBeyond, Math.min(...known.map((interval) => interval.low)))),
    high: Math.max(
      high,
      Math.min(high * farthestBeyond, Math.max(...known.map((interval) => interval.high))),
    ),
  };
}

function tailAxis({ low, high }: Interval): Axis {
  return logAxis(latencyAxis([low, high]), stepsAround(low, high));
}

/** From this factor between the largest and the smallest on, an axis from zero would crowd the smaller ones. */
const factorForLog = 5;

const mostLabels = 10;

/** From zero, and logarithmic where that would crowd the smaller ones. */
function upwardsAxis({ low, high }: Interval): Axis {
  if (low > 0 && high / low >= factorForLog) {
    const steps = stepsAround(low, high);
    const decades = steps.filter((step) => Number.isInteger(Math.log10(step)));
    const values = steps.length > mostLabels ? decades : steps;
    // Vega drops every other of the values until no more than `tickCount` are left.
    return logAxis({ type: 'quantitative', axis: { values, format: ',~r', tickCount: mostLabels } }, steps);
  }
  const most = high === 0 ? 1 : 1.08 * high;
  return {
    channel: { type: 'quantitative', scale: { domain: [0, most], nice: false } },
    isLog: false,
    placeOf: (value) => value / most,
    clamp: (value) => value && Math.min(most, value),
  };
}

function logAxis(channel: PositionFieldDef<string>, steps: readonly number[]): Axis {
  const [least, most] = [steps[0] ?? 1, steps.at(-1) ?? 10];
  return {
    channel: { ...channel, scale: { type: 'log', domain: [least, most], nice: false } },
    isLog: true,
    placeOf: (value) => Math.log(value / least) / Math.log(most / least),
    clamp: (value) => value && Math.min(most, Math.max(least, value)),
  };
}
