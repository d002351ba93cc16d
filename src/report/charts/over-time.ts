import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Summary } from '../../stats/summary.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import type { TimelinePoint } from '../model/timeline.ts';
import { plainTable } from '../tables/data-table.ts';
import { capitalised, rangeInWords } from '../wording.ts';
import { type Drawing, nothingMeasured } from './chart.ts';
import { commonParts } from './config.ts';
import { faultLayers, faultsInWords } from './fault-marks.ts';
import { latencyAxis } from './latency-axis.ts';
import { trialsInWords } from './samples.ts';
import { strategyChannels } from './strategy-channels.ts';

export interface OverTime {
  readonly figure: string;
  readonly pick: (point: TimelinePoint) => Summary | undefined;
  readonly format: (value: number) => string;
  /** The vertical axis: that of latencies, or its format (d3) and its end; without an end it fits the data, from zero. */
  readonly axis: 'latency' | { readonly format: string; readonly end?: number };
  readonly reading: string;
  /** Further columns of the table, each shown where it is not 0 throughout. */
  readonly parts?: readonly { readonly heading: string; readonly pick: OverTime['pick'] }[];
  readonly whenAbsent: string;
}

/** With more points than this a mark on each would hide the line. */
const mostMarkedPoints = 40;

/** A line for the median of the repetitions and a band for their range, from the start of the measurement on. */
export function drawOverTime(model: RunModel, options: OverTime): Drawing {
  const { figure, format, axis } = options;
  const measured = measuredStrategies(model);
  if (measured.length === 0) return nothingMeasured;
  const points = measured.flatMap((strategy) => pointsOf(strategy, options));
  if (points.length === 0) return { state: 'empty', reason: options.whenAbsent };
  const { color, shape, strokeDash } = strategyChannels(model.strategies);
  const x = {
    field: 'seconds',
    type: 'quantitative',
    title: 'seconds since the measurement began',
    scale: { domain: [0, Math.max(...points.map(({ endSeconds }) => endSeconds))], nice: false },
    axis: { format: '~r', tickMinStep: 1 },
  } satisfies PositionFieldDef<string>;
  const y: PositionFieldDef<string> = {
    field: 'median',
    ...(axis === 'latency'
      ? latencyAxis(points.flatMap(({ min, max }) => [min, max]))
      : {
          type: 'quantitative',
          axis: { format: axis.format },
          scale: axis.end === undefined ? { zero: true } : { domain: [0, axis.end] },
        }),
    title: figure,
  };
  const detail = { field: 'stretch', type: 'nominal' } as const;
  const parts = (options.parts ?? []).filter(({ pick }) =>
    points.some(({ point }) => (pick(point)?.max ?? 0) > 0),
  );
  const values = points.map(({ point: _, ...drawnPoint }) => drawnPoint);
  const drawn = measured.filter(({ name }) => points.some(({ strategy }) => strategy === name));
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height: 240,
      data: { values },
      layer: [
        ...faultLayers(model.faults, x),
        {
          mark: { type: 'area', opacity: 0.18 },
          encoding: { x, y: { ...y, field: 'min' }, y2: { field: 'max' }, color, detail },
        },
        { mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y, color, strokeDash, detail } },
        {
          mark: {
            type: 'point',
            filled: true,
            size: 45,
            opacity: points.length / drawn.length > mostMarkedPoints ? 0 : 1,
          },
          encoding: {
            x,
            y,
            color,
            shape,
            tooltip: [
              { field: 'strategy', type: 'nominal' },
              { field: 'interval', type: 'nominal', title: 'seconds' },
              { field: 'text', type: 'nominal', title: figure },
            ],
          },
        },
      ],
    },
    caption: `Each point of a line is the median of a strategy’s trials in one interval of time, in the middle of which it stands; the band is their range (${trialsInWords(model)}). ${options.reading}${faultsInWords(model.faults)}`,
    legend: drawn,
    table: plainTable(
      `${capitalised(figure)}, interval by interval`,
      ['strategy', 'seconds', figure, 'range', ...parts.map(({ heading }) => heading)],
      points.map(({ point, ...drawnPoint }) => [
        drawnPoint.strategy,
        drawnPoint.interval,
        drawnPoint.text,
        rangeInWords(drawnPoint, format),
        ...parts.map(({ pick }) => format(pick(point)?.median ?? Number.NaN)),
      ]),
    ),
  };
}

/** Points of one stretch follow each other; where the figure is missing in between, as hits where all requests failed, another begins. */
function pointsOf({ name, timeline }: StrategyModel, { pick, format }: OverTime) {
  let stretch = 0;
  return timeline.flatMap((point) => {
    const summary = pick(point);
    if (summary === undefined) {
      stretch += 1;
      return [];
    }
    const { startSeconds, endSeconds } = point;
    return [
      {
        point,
        strategy: name,
        stretch,
        seconds: (startSeconds + endSeconds) / 2,
        endSeconds,
        interval: `${startSeconds}–${endSeconds}`,
        ...summary,
        text: format(summary.median),
      },
    ];
  });
}
