import { metricKinds } from '../../../support/metrics.ts';
import type { Chart, Drawing, Layer } from '../../charts/chart.ts';
import {
  chosen,
  heightIn,
  type Panels,
  panelSpec,
  panelY,
  readingLines,
  type VerticalScale,
  verticalScale,
} from '../../charts/panels.ts';
import { emphasis, strategyChannels } from '../../charts/strategy-channels.ts';
import { groupBy } from '../../model/group-by.ts';
import { intervalInWords } from '../../wording.ts';
import { type Axis, isNumeric } from '../axis.ts';
import { whyNoCell } from '../samples.ts';
import {
  formatterIn,
  type Slice,
  type SweepModel,
  type SweptMetric,
  slicesAlong,
  strategyIn,
} from '../sweep-model.ts';
import { axisX, placeOn } from './axis-channel.ts';
import { choiceOfMetric, shownFigures, takeChosen } from './choice.ts';
import { crossingLayers, crossingsOfSlices } from './crossing-marks.ts';
import { captionOfLines, tableOfLines } from './lines-in-words.ts';

/** Beyond this a page of them would be longer than anyone looks at; the table has all. */
const mostPanels = 12;

/** How the figures change along one axis, a panel for each combination of the others. */
export function linesAlong(axis: Axis): Chart<SweepModel> {
  return {
    id: `lines-over-${anchorOf(axis)}`,
    question: `How do the figures change with ${axis.name}?`,
    // Another chart is about the latency over the offered rate; the other figures are still of interest.
    concerns: () => axis.steps.length > 1,
    draw: (model) => drawLines(model, axis),
  };
}

/** The name, where it can be an anchor. */
function anchorOf({ name, index }: Axis): string {
  return /^[A-Za-z][\w-]*$/.test(name) ? name : String(index + 1);
}

interface Point {
  readonly panel: number;
  readonly strategy: string;
  readonly metric: SweptMetric;
  readonly x: number | string;
  readonly cell: number;
  /** Points of one run are neighbours on the axis, or have nothing unmeasured between them. */
  readonly run: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly trials: number;
}

function drawLines(model: SweepModel, axis: Axis): Drawing {
  const all = slicesAlong(model, [axis]).filter(({ cells }) => cells.some(({ summary }) => summary));
  const slices = all.slice(0, mostPanels);
  const points = slices.flatMap((slice, panel) => pointsOf(model, slice, panel, axis));
  if (points.length === 0) return whyNoCell(model);
  const panels: Panels = {
    titles: slices.map(({ name }) => name),
    plotHeight: slices.length > 3 ? 150 : slices.length > 1 ? 190 : 260,
  };
  const metrics = model.metrics.filter((metric) => points.some((point) => point.metric === metric));
  const scales = metrics.map((metric) => ({
    choice: metric,
    scale: scaleFor(
      points.filter((point) => point.metric === metric),
      metric,
    ),
    format: formatterIn(model, metric),
  }));
  const scaleOf = (metric: SweptMetric): VerticalScale =>
    scales.find(({ choice }) => choice === metric)?.scale as VerticalScale;
  const crossings = crossingsOfSlices(model, slices, axis, metrics);
  const isBanded = points.some(({ low, high }) => low < high);
  return {
    state: 'drawn',
    spec: panelSpec(
      panels,
      shownFigures(model, metrics).map(({ choice, name }) => ({
        choice,
        name: `${name}${scales.some((each) => each.choice === choice && each.scale.isLog) ? ' (log)' : ''}`,
      })),
      [
        ...readingLines(panels, scales, chosen),
        ...crossingLayers(crossings, { panels, axis, scaleOf }),
        ...markLayers(model, points, { panels, axis, scaleOf }),
      ],
      choiceOfMetric(model, metrics),
    ),
    caption: captionOfLines(model, axis, {
      all: all.length,
      slices,
      isBanded,
      isCut: points.some(({ metric, low, high }) => low < scaleOf(metric).low || high > scaleOf(metric).high),
      hasCrossings: crossings.length > 0,
    }),
    legend: model.strategies.filter(({ name }) => points.some(({ strategy }) => strategy === name)),
    table: tableOfLines(model, axis, all, metrics),
  };
}

function pointsOf(model: SweepModel, { cells }: Slice, panel: number, axis: Axis): Point[] {
  return model.strategies.flatMap(({ name }) =>
    model.metrics.flatMap((metric) => {
      let run = 0;
      return cells.flatMap((cell): Point[] => {
        const step = cell.steps[axis.index];
        const inCell = strategyIn(cell, name);
        const estimate = inCell?.estimates[metric];
        if (
          step === undefined ||
          inCell === undefined ||
          !Number.isFinite(estimate?.value) ||
          Number.isNaN(step.number)
        ) {
          run += 1;
          return [];
        }
        const { value, interval } = estimate as NonNullable<typeof estimate>;
        return [
          {
            ...{ panel, strategy: name, metric, run, value },
            x: placeOn(axis, step),
            cell: cell.number,
            low: interval?.low ?? value,
            high: interval?.high ?? value,
            trials: inCell.validTrials,
          },
        ];
      });
    }),
  );
}

/** An interval of two trials may reach over many decades; the means are what the scale must show. */
const mostReach = 3;

function scaleFor(points: readonly Point[], metric: SweptMetric): VerticalScale {
  const ends = points.flatMap(({ value, low, high }) => [
    value,
    Math.max(low, value / mostReach),
    Math.min(high, value * mostReach),
  ]);
  return verticalScale(ends, metricKinds[metric].unit === 'ratio' ? 1 : undefined);
}

interface Setting {
  readonly panels: Panels;
  readonly axis: Axis;
  readonly scaleOf: (metric: SweptMetric) => VerticalScale;
}

function markLayers(
  model: SweepModel,
  points: readonly Point[],
  { panels, axis, scaleOf }: Setting,
): Layer[] {
  const metrics = [...new Set(points.map(({ metric }) => metric))];
  const groups = groupBy(points, ({ panel, strategy, cell }) => JSON.stringify([panel, strategy, cell]));
  const values = [...groups.values()].map((group) => {
    const { panel, strategy, x, cell, trials } = group[0] as Point;
    const each = <Value>(pick: (point: Point) => Value): (Value | null)[] =>
      metrics.map((metric) => {
        const point = group.find((candidate) => candidate.metric === metric);
        return point === undefined ? null : pick(point);
      });
    const heightOf = (point: Point, value: number): number =>
      heightIn(panels, panel, scaleOf(point.metric), value);
    return {
      ...{ strategy, x, cell, trials, panel },
      ys: each((point) => heightOf(point, point.value)),
      los: each((point) => (point.low < point.high ? heightOf(point, point.low) : null)),
      his: each((point) => (point.low < point.high ? heightOf(point, point.high) : null)),
      runs: each(({ run }) => run),
      texts: each((point) => textOf(model, point)),
    };
  });
  const { color, shape, strokeDash } = strategyChannels(model.strategies);
  const x = axisX(axis);
  const y = panelY(panels);
  const detail = [
    { field: 'panel', type: 'nominal' as const },
    { field: 'run', type: 'nominal' as const },
  ];
  const bands: Layer = {
    transform: [{ filter: 'isValid(datum.lo)' }],
    mark: isNumeric(axis) ? { type: 'area' } : { type: 'rule', strokeWidth: 3 },
    encoding: {
      x,
      y: panelY(panels, 'lo'),
      y2: { field: 'hi' },
      color,
      detail,
      opacity: emphasis(isNumeric(axis) ? 0.18 : 0.5),
    },
  };
  const lines: Layer = {
    mark: { type: 'line', strokeWidth: 2 },
    encoding: { x, y, color, strokeDash, detail, opacity: emphasis() },
  };
  return [
    {
      data: { values },
      transform: takeChosen(metrics, { y: 'ys', lo: 'los', hi: 'his', run: 'runs', text: 'texts' }, 'y'),
      layer: [
        bands,
        ...(isNumeric(axis) ? [lines] : []),
        {
          mark: { type: 'point', filled: true, size: 55 },
          encoding: {
            ...{ x, y, color, shape },
            opacity: emphasis(),
            tooltip: [
              { field: 'strategy', type: 'nominal' },
              { field: 'cell', type: 'nominal' },
              { field: 'text', type: 'nominal', title: 'figure' },
              { field: 'trials', type: 'nominal', title: 'valid trials' },
            ],
          },
        },
      ],
    },
  ];
}

function textOf(model: SweepModel, { metric, value, low, high }: Point): string {
  const format = formatterIn(model, metric);
  return low < high ? `${format(value)} (${intervalInWords({ low, high }, format)})` : format(value);
}
