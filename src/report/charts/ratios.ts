import type { Comparison, Verdict } from '../../stats/comparison.ts';
import { type Estimate, estimatePairedRatio } from '../../stats/estimate.ts';
import { scaleOf } from '../../support/metrics.ts';
import { formatFactor } from '../../support/units.ts';
import { headlineOf } from '../finding/headline.ts';
import { latencyWord, metricInWords } from '../metric-words.ts';
import { type ComparedMetric, valuesOf } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted, intervalInWords, nameInWords } from '../wording.ts';
import type { Chart, Drawing } from './chart.ts';
import { type ForestGroup, type ForestLane, forestOf } from './forest.ts';

export const ratios: Chart = {
  id: 'ratios',
  question: 'How does each strategy compare with the baseline, and how sure is that?',
  concerns: ({ strategies }) => strategies.length > 1,
  draw: drawRatios,
};

type Metric = Extract<ComparedMetric, 'requestsPerSecond' | 'p50' | 'p99' | 'backendCallsPer100'>;

interface Row {
  readonly strategy: string;
  readonly metric: Metric;
  /** Of the figures within blocks, whatever the verdict goes by. */
  readonly ratio: Estimate;
  readonly comparison: Comparison;
}

function drawRatios(model: RunModel): Drawing {
  const [baseline] = model.strategies;
  const rows =
    baseline === undefined ? [] : metricsOf(model).flatMap((metric) => rowsOf(model, baseline, metric));
  if (baseline === undefined || rows.length === 0)
    return {
      state: 'empty',
      reason: 'Nothing to draw: no strategy has a repetition in common with the baseline.',
    };
  const groups = metricsOf(model).flatMap((metric) => groupOf(model, metric, rows));
  const { spec, isCut } = forestOf(groups, model.strategies);
  const one = nameInWords(baseline.name);
  return {
    state: 'drawn',
    spec,
    caption: captionOf(rows, { one, isCut }),
    legend: [],
    table: plainTable(
      `Ratios to ${one}, within blocks`,
      ['strategy', 'figure', 'blocks', 'ratio', '95 % interval', 'p-value', 'verdict'],
      rows.map(({ strategy, metric, ratio, comparison: { pValue, verdict } }) => [
        strategy,
        metricInWords(metric, model.result),
        `${ratio.n}`,
        `${formatFactor(ratio.value)}×`,
        ratio.interval === undefined ? '–' : `${intervalInWords(ratio.interval, formatFactor)}×`,
        pValue < 0.001 ? '< 0.001' : pValue.toFixed(3),
        verdict,
      ]),
    ),
  };
}

/** What the run is about comes first. In open loop the schedule gives the throughput. */
function metricsOf({ result }: RunModel): Metric[] {
  const everywhere: Metric[] = ['p50', 'p99', 'backendCallsPer100'];
  return headlineOf(result) === 'p50' ? everywhere : ['requestsPerSecond', ...everywhere];
}

function rowsOf(model: RunModel, baseline: StrategyModel, metric: Metric): Row[] {
  return measuredStrategies(model).flatMap((strategy): Row[] => {
    const comparison = strategy.comparisons[metric];
    const ratio =
      scaleOf(metric).scale === 'ratio'
        ? comparison?.estimate
        : estimatePairedRatio(valuesOf(baseline, metric), valuesOf(strategy, metric));
    return comparison === undefined || ratio === undefined || Number.isNaN(ratio.value)
      ? []
      : [{ strategy: strategy.name, metric, ratio, comparison }];
  });
}

function groupOf({ result }: RunModel, metric: Metric, rows: readonly Row[]): ForestGroup[] {
  const lanes = rows.filter((row) => row.metric === metric).map(laneOf);
  if (lanes.length === 0) return [];
  const { scale, margin } = scaleOf(metric);
  return [
    {
      heading: headings[metric] ?? `${metric} ${latencyWord(result)}`,
      sides: sides[metric],
      margin: scale === 'ratio' ? margin : undefined,
      lanes,
    },
  ];
}

/** Short enough to stand between what lies left and right of 1 on a phone. */
const headings: Partial<Record<Metric, string>> = {
  requestsPerSecond: 'requests per second',
  backendCallsPer100: 'backend calls per 100',
};

const sides: Readonly<Record<Metric, readonly [left: string, right: string]>> = {
  requestsPerSecond: ['fewer', 'more: better'],
  p50: ['shorter: better', 'longer'],
  p99: ['shorter: better', 'longer'],
  backendCallsPer100: ['fewer: better', 'more'],
};

function laneOf({ strategy, ratio: { value, interval }, comparison: { verdict } }: Row): ForestLane {
  const text = `${formatFactor(value)}×`;
  const span = interval && `${intervalInWords(interval, formatFactor)}×`;
  return {
    ...{ strategy, ratio: value, interval, verdict, shortText: text },
    text: span === undefined || span === text ? text : `${text} (${span})`,
    mark: marks[verdict],
  };
}

const marks: Readonly<Record<Verdict, ForestLane['mark']>> = {
  better: 'told',
  worse: 'told',
  equivalent: 'equivalent',
  'cannot tell': 'untold',
};

function captionOf(rows: readonly Row[], { one, isCut }: { one: string; isCut: boolean }): string {
  const blocks = Math.max(...rows.map(({ ratio }) => ratio.n));
  const verdicts = new Set(rows.map(({ comparison }) => marks[comparison.verdict]));
  const hasInterval = rows.some(({ ratio }) => ratio.interval !== undefined);
  const meanings = [
    ...(verdicts.has('told') ? ['filled: a difference is established'] : []),
    ...(verdicts.has('untold') ? ['hollow: chance cannot be ruled out yet'] : []),
    ...(verdicts.has('equivalent') ? ['an equals sign: established to be alike'] : []),
  ];
  return [
    `Each mark is how many times the figure of ${one} a strategy has, the geometric mean of the ratios within ${counted(blocks, 'block')} (${meanings.join('; ')})${hasInterval ? '; the line through it is the 95\u00a0% interval' : ''}.`,
    `At the upright lines, 1×, both are alike; the faint band around them, ${100 * scaleOf('p50').margin}\u00a0% either way, is too little to matter.`,
    ...(rows.some(({ metric }) => metric === 'backendCallsPer100')
      ? [
          'Backend calls are judged by their difference, of which less than one call per 100 requests is too little.',
        ]
      : []),
    ...(isCut ? ['An arrowhead says that an interval, or the figure, lies beyond the axis.'] : []),
    'The axis is logarithmic: twice as much lies as far from 1× as half as much.',
  ].join(' ');
}
