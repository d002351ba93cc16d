import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { type MetricName, metricKinds, scaleOf } from '../../../support/metrics.ts';
import { shareLabels } from '../../charts/axis-labels.ts';
import type { Chart, Drawing } from '../../charts/chart.ts';
import { commonParts } from '../../charts/config.ts';
import { latencyAxis, stepsAround } from '../../charts/latency-axis.ts';
import { emphasis, strategyChannels } from '../../charts/strategy-channels.ts';
import { formatterOf, metricInWords } from '../../metric-words.ts';
import { plainTable } from '../../tables/data-table.ts';
import { capitalised, counted, intervalInWords } from '../../wording.ts';
import { changeInWords } from '../change-in-words.ts';
import type { ComparisonModel } from '../comparison-model.ts';
import { startInWords } from '../run-names.ts';
import { changeAt } from '../side-by-side.ts';

/** One chart for each metric: how it went from run to run. */
export function overRuns(model: ComparisonModel): Chart<ComparisonModel>[] {
  return model.metrics.map((metric) => ({
    id: `over-runs-${metric}`,
    question: `How did ${articleOf(metric)}${metricInWords(metric, model.overall.other)} go from run to run?`,
    draw: (drawn) => drawOverRuns(drawn, metric),
  }));
}

function articleOf(metric: MetricName): string {
  return metric === 'requestsPerSecond' || metric === 'backendCallsPer100' ? '' : 'the ';
}

interface Point {
  readonly strategy: string;
  readonly x: number;
  readonly run: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
  readonly change: string;
  /** Whether the change since the run before was told. */
  readonly told: boolean;
}

function drawOverRuns(model: ComparisonModel, metric: MetricName): Drawing {
  const points = pointsOf(model, metric);
  const figure = metricInWords(metric, model.overall.other);
  if (points.length === 0) return { state: 'empty', reason: `Nothing to draw: no run has any ${figure}.` };
  const drawn = model.strategies.filter(({ name }) => points.some(({ strategy }) => strategy === name));
  const { color, shape, strokeDash } = strategyChannels(model.strategies);
  const x = runAxis(model);
  const y = { ...valueAxis(metric, points), title: axisTitle(metric, figure) };
  const place = { x: { field: 'x', ...x }, color, opacity: emphasis() };
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height: 200,
      data: { values: points },
      layer: [
        {
          mark: { type: 'line', strokeWidth: 1.5 },
          encoding: { ...place, y: { field: 'value', ...y }, strokeDash },
        },
        {
          mark: { type: 'rule', strokeWidth: 2.5 },
          encoding: { ...place, y: { field: 'low', ...y }, y2: { field: 'high' } },
        },
        ...[true, false].map((told) => ({
          transform: [{ filter: `datum.told === ${told}` }],
          mark: {
            ...{ type: 'point' as const, size: 75, strokeWidth: 2 },
            ...(told ? { filled: true } : { filled: false, fill: 'var(--chart-paper)' }),
          },
          encoding: {
            ...place,
            y: { field: 'value', ...y },
            shape,
            tooltip: [
              { field: 'strategy', type: 'nominal' as const },
              { field: 'run', type: 'nominal' as const },
              { field: 'text', type: 'nominal' as const, title: figure },
              { field: 'change', type: 'nominal' as const, title: 'since the run before' },
            ],
          },
        })),
      ],
    },
    caption: `Each mark is the mean of one strategy’s valid trials in one run, the line through it its 95\u00a0% interval (${counted(points.length, 'mean')} of ${counted(model.runs.length, 'run')}); the runs stand in their order, not at their times. A filled mark is better or worse than in the run before it, an open one is the same or cannot be told apart from it${scaleOf(metric).scale === 'ratio' ? '. The axis is logarithmic and does not begin at zero' : ''}.`,
    legend: drawn,
    table: plainTable(
      `${capitalised(figure)}, run by run`,
      ['strategy', 'run', 'mean and 95 % interval', 'change since the run before'],
      points.map(({ strategy, run, text, change }) => [strategy, run, text, change]),
    ),
  };
}

function pointsOf(model: ComparisonModel, metric: MetricName): Point[] {
  return model.strategies.flatMap(({ name, estimates }) =>
    model.runs.flatMap((run): Point[] => {
      const estimate = estimates[run.number - 1]?.[metric];
      if (estimate === undefined || !isPlaced(metric, estimate.value)) return [];
      const { value, interval } = estimate;
      const format = formatterOf(metric, run.result);
      const change = changeAt(model, { strategy: name, metric, number: run.number });
      const span = interval && intervalInWords(interval, format);
      return [
        {
          ...{ strategy: name, x: run.number, run: `${run.name}, ${startInWords(run)}`, value },
          low: interval?.low ?? value,
          high: interval?.high ?? value,
          text: span === undefined ? format(value) : `${format(value)} (${span})`,
          change:
            change === undefined
              ? '–'
              : `${changeInWords(metric, scaleOf(metric).scale, change.comparison.estimate)}, ${change.comparison.verdict}`,
          told: change !== undefined && /better|worse/.test(change.comparison.verdict),
        },
      ];
    }),
  );
}

/** A logarithmic axis has no place for nothing. */
function isPlaced(metric: MetricName, value: number): boolean {
  return Number.isFinite(value) && (scaleOf(metric).scale === 'difference' || value > 0);
}

function runAxis({ runs }: ComparisonModel) {
  return {
    type: 'quantitative',
    title: 'run',
    // Half a run of room on both sides, so that no mark stands on an edge.
    scale: { domain: [0.5, runs.length + 0.5], nice: false, zero: false },
    axis: { values: runs.map(({ number }) => number), format: 'd', grid: false },
  } satisfies Omit<PositionFieldDef<string>, 'field'>;
}

function valueAxis(metric: MetricName, points: readonly Point[]): Omit<PositionFieldDef<string>, 'field'> {
  const ends = points.flatMap(({ low, value, high }) => [low, value, high]).filter((end) => end > 0);
  if (metricKinds[metric].unit === 'duration') return latencyAxis(ends);
  if (scaleOf(metric).scale === 'ratio') {
    const steps = stepsAround(Math.min(...ends), Math.max(...ends));
    return {
      type: 'quantitative',
      scale: { type: 'log', domain: [steps[0] ?? 1, steps.at(-1) ?? 10], nice: false },
      axis: { values: steps, format: ',' },
    };
  }
  if (metricKinds[metric].unit === 'count') {
    return { type: 'quantitative', scale: { domain: [0, 1.05 * Math.max(1, ...ends)] } };
  }
  const most = Math.max(0.01, ...ends);
  return {
    type: 'quantitative',
    scale: { domain: [0, Math.min(1, most * 1.05)] },
    axis: { labelExpr: shareLabels },
  };
}

function axisTitle(metric: MetricName, figure: string): string {
  return scaleOf(metric).scale === 'ratio' ? `${figure} (log)` : figure;
}
