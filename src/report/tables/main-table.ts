import type { Comparison } from '../../stats/comparison.ts';
import { metricKinds } from '../../support/metrics.ts';
import { formatFactor } from '../../support/units.ts';
import { headlineOf } from '../finding/headline.ts';
import { hitsInWords } from '../hits-in-words.ts';
import { formatterOf } from '../metric-words.ts';
import { type ComparedMetric, fewestAnswers, valuesOf } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { intervalInWords, listInWords, nameInWords } from '../wording.ts';
import { type FigureColumn, figureColumns, type Medium } from './columns.ts';
import type { DataTable, TableCell, TableRow } from './data-table.ts';

/** One row a strategy, the baseline first; means over the trials, with their 95 % intervals. */
export function mainTable(model: RunModel, medium: Medium = 'page'): DataTable {
  const { result, strategies } = model;
  const columns = figureColumns(result, medium);
  const rows = strategies.map((strategy) => ({
    header: {
      text: strategy.name,
      detail: strategy.settings.join(', ') || undefined,
      series: strategy.style,
    },
    cells: [
      { text: trialsText(model, strategy) },
      ...columns.map((column) => figureCell(model, column, strategy)),
      ratioCell(model, strategy),
    ],
  }));
  return {
    caption: 'Means over the valid trials, with 95 % intervals from two trials on',
    headings: ['strategy', 'trials', ...columns.map(({ heading }) => heading), ratioHeading(model)],
    rows,
    notes: [
      latencyNote(model, columns),
      ...hitsInWords(model),
      ...tooFewNote(model, columns),
      ...marksNote(model, columns, rows),
    ],
    whenEmpty: 'The scenario names no strategy.',
  };
}

function ratioHeading({ result }: RunModel): string {
  return headlineOf(result) === 'p50' ? 'p50 × baseline' : '× baseline';
}

function latencyNote(
  { result, strategies: [baseline, ...others] }: RunModel,
  columns: readonly FigureColumn[],
): string {
  const percentiles = columns.filter(({ metric }) => metricKinds[metric].unit === 'duration');
  const times =
    result.scenario.load.kind === 'open'
      ? 'response times, from the intended send'
      : 'service times, from the actual send';
  const latency = `${headingsOf(percentiles)} are ${times}, of all responses, errors included, and of requests given up. max is the longest of all trials.`;
  if (baseline === undefined || others.length === 0) return latency;
  const headline = headlineOf(result) === 'p50' ? 'p50' : 'requests per second';
  return `${latency} × baseline: ${headline} as a multiple of that of ${nameInWords(baseline.name)}, block by block.`;
}

function tooFewNote(model: RunModel, columns: readonly FigureColumn[]): string[] {
  const lacking = columns.filter(({ metric }) =>
    measuredStrategies(model).some((strategy) => hasTooFew(strategy, metric)),
  );
  if (lacking.length === 0) return [];
  const needs = lacking.map(
    ({ heading, metric }) => `${fewestAnswers(metric).toLocaleString('en-GB')} for ${heading}`,
  );
  return [
    `“too few”: a percentile of fewer answers in a trial is little more than the longest of them; each trial must have ${listInWords(needs)}.`,
  ];
}

/** How to read the marks, where there are any. */
function marksNote(
  { strategies: [baseline] }: RunModel,
  columns: readonly FigureColumn[],
  rows: readonly TableRow[],
): string[] {
  const marks = new Set(rows.flatMap(({ cells }) => cells.map(({ mark }) => mark)));
  const meanings = [
    ...(marks.has('unclear')
      ? [`~ marks what is not told apart from ${nameInWords(baseline?.name ?? '')}`]
      : []),
    ...(marks.has('equivalent') ? ['≈ marks what is equivalent to the baseline'] : []),
    ...(marks.has('best') ? ['* marks what is better than in every other strategy'] : []),
  ];
  if (meanings.length === 0) return [];
  return [
    `${meanings.join('; ')}, by an exact test and the interval of the paired differences; ` +
      `${headingsOf(columns.filter(({ shows }) => shows !== 'compared'))} are not compared, so they have no marks.`,
  ];
}

function headingsOf(columns: readonly FigureColumn[]): string {
  return listInWords(columns.map(({ heading }) => heading));
}

function trialsText({ result }: RunModel, { trials }: StrategyModel): string {
  const planned = result.scenario.repetitions;
  return trials.length >= planned ? `${trials.length}` : `${trials.length} of ${planned}`;
}

function figureCell(model: RunModel, column: FigureColumn, strategy: StrategyModel): TableCell {
  const format = formatterOf(column.metric, model.result);
  if (column.shows === 'largest') {
    const values = [...valuesOf(strategy, column.metric).values()];
    return { text: values.length === 0 ? '–' : format(Math.max(...values)) };
  }
  const { n, value, interval } = strategy.estimates[column.metric];
  if (n === 0) return { text: hasTooFew(strategy, column.metric) ? 'too few' : '–' };
  const text = format(value);
  const span = interval && intervalInWords(interval, format);
  return {
    text,
    detail: span === text ? undefined : span,
    mark: column.shows === 'compared' ? markOf(column.metric, strategy) : undefined,
  };
}

/** Whether trials have the metric, but not all have answers enough for it. */
function hasTooFew(strategy: StrategyModel, metric: FigureColumn['metric']): boolean {
  return (
    strategy.estimates[metric].n === 0 &&
    strategy.trials.some(({ figures }) => figures.completed > 0) &&
    fewestAnswers(metric) > 1
  );
}

function markOf(metric: ComparedMetric, { bestIn, comparisons }: StrategyModel): TableCell['mark'] {
  if (bestIn.includes(metric)) return 'best';
  return verdictMark(comparisons[metric]);
}

/** Nothing where there was nothing to compare with, as hit ratios with a baseline that has no cache. */
function verdictMark(comparison: Comparison | undefined): TableCell['mark'] {
  if (comparison === undefined || comparison.estimate.n === 0) return undefined;
  if (comparison.verdict === 'equivalent') return 'equivalent';
  return comparison.verdict === 'cannot tell' ? 'unclear' : undefined;
}

function ratioCell({ result }: RunModel, { comparisons }: StrategyModel): TableCell {
  const comparison = comparisons[headlineOf(result)];
  if (comparison === undefined) return { text: '' };
  const { n, value, interval } = comparison.estimate;
  if (n === 0) return { text: '–' };
  return {
    text: `${formatFactor(value)}×`,
    detail: interval && `${intervalInWords(interval, formatFactor)}×`,
    mark: verdictMark(comparison),
  };
}
