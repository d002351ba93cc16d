import { type MetricName, metricKinds, scaleOf } from '../../../support/metrics.ts';
import type { Chart, Drawing } from '../../charts/chart.ts';
import { metricInWords } from '../../metric-words.ts';
import { plainTable } from '../../tables/data-table.ts';
import { counted } from '../../wording.ts';
import { changeInWords } from '../change-in-words.ts';
import { isTold } from '../comparison-finding.ts';
import type { ComparisonModel } from '../comparison-model.ts';
import type { Change } from '../run-comparison.ts';
import { changeForest, type ForestAxis, type ForestLane } from './change-forest.ts';

/** What is too little to matter is the same for all of them, so one axis serves all. */
export const changedRatios: Chart<ComparisonModel> = {
  id: 'changed-times-and-rates',
  question: 'Which times and rates changed, and how sure is that?',
  draw: (model) =>
    drawChanges(model, 'ratio', {
      axisOf: ratioAxis,
      placeOf: (_, end) => end,
      reading:
        'The axis is logarithmic; to the left a figure became less, to the right more, and beside it stands whether that is better. The shaded band is ± 5\u00a0%, too little to matter',
    }),
};

export const changedShares: Chart<ComparisonModel> = {
  id: 'changed-shares',
  question: 'Which shares and counts changed, and how sure is that?',
  concerns: ({ overall: { changes } }) =>
    changes.some(({ metric }) => scaleOf(metric).scale === 'difference'),
  draw: (model) =>
    drawChanges(model, 'difference', {
      axisOf: differenceAxis,
      // Shares in percentage points, so that they have one axis with counts of a hundred.
      placeOf: (metric, end) => (metricKinds[metric].unit === 'ratio' ? 100 * end : end),
      reading:
        'Shares change by percentage points, backend calls by calls of 100 requests, so one axis serves both. The shaded band is ± 1 of a hundred, too little to matter',
    }),
};

interface Changes {
  readonly axisOf: (lanes: readonly ForestLane[]) => ForestAxis;
  readonly placeOf: (metric: MetricName, end: number) => number;
  readonly reading: string;
}

/** As the tables head them, so that a lane's words fit a phone. */
const shortNames: Partial<Record<MetricName, string>> = {
  requestsPerSecond: 'requests/s',
  hitRatio: 'hit ratio',
  backendCallsPer100: 'backend calls per 100',
  failures: 'failed',
  gatewayCpu: 'gateway CPU',
  staleReads: 'stale reads',
};

const verdictWords = {
  better: 'better',
  worse: 'worse',
  equivalent: 'the same',
  'cannot tell': 'cannot tell',
};

function drawChanges(model: ComparisonModel, scale: 'ratio' | 'difference', options: Changes): Drawing {
  const { overall, runs, strategies } = model;
  const changes = overall.changes.filter(({ metric }) => scaleOf(metric).scale === scale);
  const lanes = changes.flatMap((change) => laneOf(change, options));
  if (lanes.length === 0) {
    return {
      state: 'empty',
      reason: `Nothing to draw: ${whyEmpty(model)}`,
    };
  }
  const [first, last] = [runs[0]?.name, runs.at(-1)?.name];
  const trials = overallTrials(model);
  return {
    state: 'drawn',
    spec: changeForest(lanes, strategies, options.axisOf(lanes)),
    caption: `Each mark is the change of one figure from ${first} to ${last} (${trials}), the line through it its 95\u00a0% interval, which goes on where it ends with the axis. ${options.reading}; at the rule in its middle nothing changed. A filled mark is better or worse, an open one the same or not told apart.`,
    legend: [],
    table: plainTable(
      scale === 'ratio' ? 'Changes of times and rates' : 'Changes of shares and counts',
      ['strategy', 'figure', 'change and 95 % interval', 'p-value', 'verdict'],
      changes.map(({ strategy, metric, comparison: { estimate, pValue, verdict } }) => [
        strategy,
        metricInWords(metric, overall.other),
        changeInWords(metric, scale, estimate),
        pValue < 0.001 ? '< 0.001' : pValue.toFixed(3),
        verdict,
      ]),
    ),
  };
}

function whyEmpty({ overall: { shared, changes } }: ComparisonModel): string {
  if (shared.length === 0) return 'the first and the last run have no strategy in common.';
  return changes.length === 0
    ? 'no strategy has valid trials in both the first and the last run.'
    : 'no such figure is above 0 in both the first and the last run.';
}

/** Only what is finite has a place on an axis, and on a logarithmic one only what is above 0. */
function laneOf(change: Change, { placeOf }: Changes): ForestLane[] {
  const { strategy, metric, comparison } = change;
  const { scale } = scaleOf(metric);
  const { value, interval } = comparison.estimate;
  const isPlaced = Number.isFinite(value) && (scale === 'difference' || value > 0);
  if (!isPlaced) return [];
  return [
    {
      strategy,
      figure: shortNames[metric] ?? metric,
      value: placeOf(metric, value),
      low: placeOf(metric, interval?.low ?? value),
      high: placeOf(metric, interval?.high ?? value),
      text: changeInWords(metric, scale, comparison.estimate),
      verdict: verdictWords[comparison.verdict],
      told: isTold(change),
    },
  ];
}

function overallTrials({ overall: { baseline, other, shared } }: ComparisonModel): string {
  const valid = [baseline, other].flatMap(({ trials }) =>
    trials.filter(({ state, strategy }) => state === 'valid' && shared.includes(strategy)),
  );
  return counted(valid.length, 'valid trial');
}

const tickRatios = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.33, 0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 10, 20, 50, 100,
];

/** Intervals are drawn so many times beyond the outermost change at most, or a single wide one would rule the axis. */
const farthestBeyond = 2;

function ratioAxis(lanes: readonly ForestLane[]): ForestAxis {
  const values = lanes.map(({ value }) => value);
  const [low, high] = [Math.min(0.9, ...values), Math.max(1.1, ...values)];
  const least = Math.max(Math.min(low, ...lanes.map((lane) => lane.low)), low / farthestBeyond) / 1.03;
  const most = Math.min(Math.max(high, ...lanes.map((lane) => lane.high)), high * farthestBeyond) * 1.03;
  return {
    least,
    most,
    none: 1,
    margin: [1 / 1.05, 1.05],
    x: {
      type: 'quantitative',
      title: 'change (log)',
      scale: { type: 'log', domain: [least, most], nice: false },
      axis: {
        values: tickRatios.filter((ratio) => ratio >= least && ratio <= most),
        labelExpr:
          "datum.value === 1 ? 'no change' : datum.value < 1 ? '−' + format(100 * (1 - datum.value), '.0f') + ' %' : datum.value < 2 ? '+' + format(100 * (datum.value - 1), '.0f') + ' %' : datum.value + '×'",
      },
    },
  };
}

function differenceAxis(lanes: readonly ForestLane[]): ForestAxis {
  const values = lanes.map(({ value }) => value);
  const [low, high] = [Math.min(-2, ...values), Math.max(2, ...values)];
  const room = (high - low) / 2;
  const least = Math.max(Math.min(low, ...lanes.map((lane) => lane.low)), low - room) - 0.1;
  const most = Math.min(Math.max(high, ...lanes.map((lane) => lane.high)), high + room) + 0.1;
  return {
    least,
    most,
    none: 0,
    margin: [-1, 1],
    x: {
      type: 'quantitative',
      title: 'change, of a hundred',
      scale: { domain: [least, most], nice: false, zero: false },
      axis: {
        labelExpr: "datum.value === 0 ? 'no change' : (datum.value > 0 ? '+' : '−') + abs(datum.value)",
      },
    },
  };
}
