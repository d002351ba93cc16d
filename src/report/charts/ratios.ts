import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Comparison, Verdict } from '../../stats/comparison.ts';
import { formatFactor } from '../../support/units.ts';
import { headlineOf } from '../finding/comparison-sentence.ts';
import { metricInWords } from '../metric-words.ts';
import type { ComparedMetric } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted, intervalInWords, nameInWords } from '../wording.ts';
import type { Chart, Drawing } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { stepsAround } from './latency-axis.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';

/** A forest plot (Lewis and Clarke, "Forest plots: trying to see the wood and the trees", 2001): a lane for each comparison. */
export const ratios: Chart = {
  id: 'ratios',
  question: 'How does each strategy compare with the baseline, and how sure is that?',
  concerns: ({ strategies }) => strategies.length > 1,
  draw: drawRatios,
};

/** As the columns of the main table are headed, so that a lane's text fits a phone. */
const shortNames = { requestsPerSecond: 'requests/s', p50: 'p50', p99: 'p99' } as const;

interface Lane {
  readonly strategy: string;
  readonly metric: keyof typeof shortNames;
  readonly comparison: Comparison;
}

function drawRatios(model: RunModel): Drawing {
  const [baseline] = model.strategies;
  const rows = comparedWithBaseline(model);
  if (baseline === undefined || rows.length === 0)
    return {
      state: 'empty',
      reason: 'Nothing to draw: no strategy has a repetition in common with the baseline.',
    };
  const metric = (name: ComparedMetric): string => metricInWords(name, model.result);
  const lanes = rows.map((row) => ({
    name: row.strategy,
    strategy: row.strategy,
    value: `${shortNames[row.metric]}: ${inWords(row.comparison)}`,
  }));
  const values = rows.map(({ strategy, comparison: { estimate } }, lane) => ({
    strategy,
    y: laneMiddle(lane),
    ratio: estimate.value,
    low: estimate.interval?.low ?? estimate.value,
    high: estimate.interval?.high ?? estimate.value,
    text: lanes[lane]?.value,
  }));
  const { color, shape } = strategyChannels(model.strategies);
  const x = ratioAxis(values.flatMap(({ low, high }) => [low, high]));
  const y = laneY(lanes);
  const one = nameInWords(baseline.name);
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values: [{ one: 1 }] },
        mark: { type: 'rule', strokeWidth: 1.5, strokeDash: [4, 3], color: 'var(--chart-muted)' },
        encoding: { x: { field: 'one', ...x } },
      },
      {
        data: { values },
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 3 },
            encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color, opacity: emphasis() },
          },
          {
            mark: { type: 'point', filled: true, size: 90 },
            encoding: {
              x: { field: 'ratio', ...x },
              y,
              color,
              shape,
              opacity: emphasis(),
              tooltip: [
                { field: 'strategy', type: 'nominal' },
                { field: 'text', type: 'nominal', title: `against ${one}` },
              ],
            },
          },
        ],
      },
    ]),
    caption: `Each mark is how many times the figure of ${one} a strategy has, the geometric mean of the ratios within blocks (${blocksInWords(rows)})${values.some(({ low, high }) => low < high) ? '; the line through it is the 95\u00a0% interval' : ''}. At the dashed rule, 1×, both are alike. ${direction(model)} The axis is logarithmic: twice as much lies as far from the rule as half as much.`,
    legend: [],
    table: plainTable(
      `Ratios to ${one}, within blocks`,
      ['strategy', 'figure', 'blocks', 'ratio', '95 % interval', 'p-value', 'verdict'],
      rows.map(({ strategy, metric: name, comparison: { estimate, pValue, verdict } }) => [
        strategy,
        metric(name),
        `${estimate.n}`,
        `${formatFactor(estimate.value)}×`,
        estimate.interval === undefined ? '–' : `${intervalInWords(estimate.interval, formatFactor)}×`,
        pValue < 0.001 ? '< 0.001' : pValue.toFixed(3),
        verdict,
      ]),
    ),
  };
}

/** Only finite ratios above 0 have a place on the axis. */
function comparedWithBaseline(model: RunModel): Lane[] {
  const [first, second] =
    headlineOf(model.result) === 'p50' ? (['p50', 'p99'] as const) : (['requestsPerSecond', 'p99'] as const);
  return [first, second].flatMap((metric) =>
    measuredStrategies(model).flatMap(({ name, comparisons }): Lane[] => {
      const comparison = comparisons[metric];
      const value = comparison?.estimate.value ?? Number.NaN;
      return comparison === undefined || !Number.isFinite(value) || value <= 0
        ? []
        : [{ strategy: name, metric, comparison }];
    }),
  );
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  better: 'better',
  worse: 'worse',
  equivalent: 'equivalent',
  'cannot tell': 'cannot tell yet',
};

/** `12.3× (11.1–13.6×), better`. */
function inWords({ estimate: { value, interval }, verdict }: Comparison): string {
  const span = interval === undefined ? '' : ` (${intervalInWords(interval, formatFactor)}×)`;
  return `${formatFactor(value)}×${span}, ${verdictWords[verdict]}`;
}

function blocksInWords(rows: readonly Lane[]): string {
  return counted(Math.max(...rows.map(({ comparison }) => comparison.estimate.n)), 'block');
}

function direction({ result }: RunModel): string {
  return headlineOf(result) === 'p50'
    ? 'Further left is better.'
    : 'Of requests per second, further right is better; of latency, further left.';
}

/** Logarithmic, with 1 on it. */
function ratioAxis(ratios: readonly number[]): PositionFieldDef<string> {
  const steps = stepsAround(Math.min(1, ...ratios), Math.max(1, ...ratios));
  return {
    type: 'quantitative',
    title: 'times the baseline (log)',
    scale: { type: 'log', domain: [steps[0] ?? 0.5, steps.at(-1) ?? 2], nice: false },
    axis: { values: steps, labelExpr: "datum.value + '×'", tickCount: { expr: 'ceil(width / 60)' } },
  };
}
