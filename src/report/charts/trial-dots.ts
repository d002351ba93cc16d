import type { Theory } from '../../results/result.ts';
import { formatterOf, metricInWords } from '../metric-words.ts';
import { valuesOf } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel, type ShownMetric } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { theoryInBrief } from '../theory-in-words.ts';
import { capitalised, intervalInWords } from '../wording.ts';
import { type Drawing, type Layer, nothingMeasured } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';
import { rulesOf, theoryMark } from './theory-rules.ts';

export interface TrialDots {
  readonly metric: ShownMetric;
  readonly reading: string;
  /** What theory says of the metric, if it says anything. */
  readonly theory?: (theory: Theory) => number | undefined;
}

/** Of each strategy: more would be one blot, and the points of a page are bounded. */
const mostDots = 120;
/** Of the largest trial: were the axis to show all of the interval of two or three, the trials would lie on one another. */
const farthestBeyond = 1.5;

/** A dot for each trial, a bar at their mean and a line for its interval, a lane for each strategy, on an axis from zero. */
export function drawTrialDots(model: RunModel, { metric, reading, theory }: TrialDots): Drawing {
  const rows = measuredStrategies(model).filter(({ estimates }) => estimates[metric].n > 0);
  if (rows.length === 0) return nothingMeasured;
  const [figure, format] = [metricInWords(metric, model.result), formatterOf(metric, model.result)];
  const lanes = rows.map(({ name, estimates }) => {
    const { value, interval } = estimates[metric];
    const span = interval && intervalInWords(interval, format);
    const text = format(value);
    return { name, strategy: name, value: span === undefined || span === text ? text : `${text} (${span})` };
  });
  const { color, shape } = strategyChannels(model.strategies);
  const x = { type: 'quantitative', title: figure, scale: { zero: true } } as const;
  const y = laneY(lanes);
  const trials = rows.flatMap((strategy, lane) =>
    spread([...valuesOf(strategy, metric)], mostDots).map(([repetition, value]) => ({
      strategy: strategy.name,
      y: laneMiddle(lane),
      value,
      repetition,
      text: format(value),
    })),
  );
  const farthest = farthestBeyond * Math.max(...trials.map(({ value }) => value));
  const isThinned = rows.some(({ estimates }) => estimates[metric].n > mostDots);
  const isCut = rows.some(({ estimates }) => (estimates[metric].interval?.high ?? 0) > farthest);
  const means = rows.map(({ name, estimates }, lane) => {
    const { value, interval } = estimates[metric];
    return {
      strategy: name,
      y: laneMiddle(lane),
      value,
      low: interval?.low ?? value,
      high: Math.min(farthest, interval?.high ?? value),
    };
  });
  const rules = rulesOf(rows, theory).map(({ strategy, value }) => {
    const middle = laneMiddle(rows.findIndex(({ name }) => name === strategy));
    return { strategy, value, top: middle - 18, bottom: middle + 18 };
  });
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values: means },
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 2 },
            encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color, opacity: emphasis() },
          },
          {
            mark: { type: 'tick', orient: 'vertical', thickness: 3, size: 22 },
            encoding: { x: { field: 'value', ...x }, y, color, opacity: emphasis() },
          },
        ],
      },
      {
        data: { values: trials },
        mark: { type: 'point', filled: true, size: 70 },
        encoding: {
          x: { field: 'value', ...x },
          y,
          color,
          shape,
          opacity: emphasis(0.65),
          tooltip: [
            { field: 'strategy', type: 'nominal' },
            { field: 'repetition', type: 'quantitative' },
            { field: 'text', type: 'nominal', title: figure },
          ],
        },
      },
      ...(rules.length === 0
        ? []
        : [
            {
              data: { values: rules },
              mark: theoryMark,
              encoding: {
                x: { field: 'value', ...x },
                y: { ...y, field: 'top' },
                y2: { field: 'bottom' },
                color,
                opacity: emphasis(),
              },
            } satisfies Layer,
          ]),
    ]),
    caption: `Each mark is one trial (${trialsInWords(model)}); the upright bar is the mean of a strategy’s trials${means.some(({ low, high }) => low < high) ? ', the line through it and the figures in brackets are its 95\u00a0% interval' : ''}. ${isCut ? 'Where an interval reaches beyond one and a half times the largest trial, its line is cut off there. ' : ''}${isThinned ? `Of more than ${mostDots} trials, so many are drawn: the least, the largest and those at even ranks between them; --format csv has all. ` : ''}${reading}${rules.length === 0 ? '' : theoryInBrief(model, 'A thin dotted rule across a lane is')}`,
    legend: [],
    table: plainTable(
      `${capitalised(figure)} of each trial`,
      ['strategy', 'repetition', figure],
      [
        ...rules.map(({ strategy, value }) => [strategy, 'theory', format(value)]),
        ...trials.map(({ strategy, repetition, text }) => [strategy, `${repetition}`, text]),
      ],
    ),
  };
}

/** At most so many of the repetitions and their values: the least, the largest, and those at even ranks between them, in their order. */
function spread(
  values: readonly (readonly [number, number])[],
  most: number,
): readonly (readonly [number, number])[] {
  if (values.length <= most) return values;
  const byValue = values.toSorted(([, one], [, other]) => one - other);
  const step = (values.length - 1) / (most - 1);
  const kept = new Set(Array.from({ length: most }, (_, place) => byValue[Math.round(place * step)]));
  return values.filter((value) => kept.has(value));
}
