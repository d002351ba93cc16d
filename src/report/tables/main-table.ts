import type { Comparison } from '../../stats/comparison.ts';
import { formatFactor } from '../../support/units.ts';
import { headlineOf } from '../finding/headline.ts';
import { hitsInWords } from '../hits-in-words.ts';
import { formatterOf } from '../metric-words.ts';
import { fewestAnswers, valuesOf } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { intervalInWords, listInWords, nameInWords } from '../wording.ts';
import { type FigureColumn, figureColumns } from './columns.ts';
import type { DataTable, TableCell, TableRow } from './data-table.ts';

/** One row a strategy, the baseline first; means over the trials, with their 95 % intervals. */
export function mainTable(model: RunModel): DataTable {
  const { result, strategies } = model;
  const columns = figureColumns(result);
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
    notes: [latencyNote(model), ...hitsInWords(model), ...tooFewNote(model), ...marksNote(model, rows)],
    whenEmpty: 'The scenario names no strategy.',
  };
}

function ratioHeading({ result }: RunModel): string {
  return headlineOf(result) === 'p50' ? 'p50 × baseline' : '× baseline';
}

function latencyNote({ result, strategies: [baseline, ...others] }: RunModel): string {
  const latency =
    result.scenario.load.kind === 'open'
      ? 'p50, p99, p99.9 and max are response times, from the intended send, of all responses, errors included, and of requests given up.'
      : 'p50, p99, p99.9 and max are service times, from the actual send, of all responses, errors included, and of requests given up.';
  if (baseline === undefined || others.length === 0) return `${latency} max is the longest of all trials.`;
  const headline = headlineOf(result) === 'p50' ? 'p50' : 'requests per second';
  return `${latency} max is the longest of all trials. × baseline: ${headline} as a multiple of that of ${nameInWords(baseline.name)}, block by block.`;
}

function tooFewNote(model: RunModel): string[] {
  const lacking = figureColumns(model.result).filter(({ metric, shows }) =>
    measuredStrategies(model).some((strategy) => shows === 'compared' && hasTooFew(strategy, metric)),
  );
  if (lacking.length === 0) return [];
  const needs = lacking.map(
    ({ heading, metric }) => `${fewestAnswers(metric).toLocaleString('en-GB')} for ${heading}`,
  );
  return [
    `“too few”: a percentile of fewer answers in a trial is little more than the longest of them; it takes ${listInWords(needs)}.`,
  ];
}

/** How to read the marks, where there are any. */
function marksNote({ result, strategies: [baseline] }: RunModel, rows: readonly TableRow[]): string[] {
  const marks = new Set(rows.flatMap(({ cells }) => cells.map(({ mark }) => mark)));
  const meanings = [
    ...(marks.has('unclear')
      ? [`~ marks what is not told apart from ${nameInWords(baseline?.name ?? '')}`]
      : []),
    ...(marks.has('equivalent') ? ['≈ marks what is equivalent to the baseline'] : []),
    ...(marks.has('best') ? ['* marks what is better than in every other strategy'] : []),
  ];
  if (meanings.length === 0) return [];
  const notCompared = figureColumns(result).filter(({ shows }) => shows !== 'compared');
  return [
    `${meanings.join('; ')}, by an exact test and the interval of the paired differences; ` +
      `${listInWords(notCompared.map(({ heading }) => heading))} are not compared.`,
  ];
}

function trialsText({ result }: RunModel, { trials }: StrategyModel): string {
  const planned = result.scenario.repetitions;
  return trials.length >= planned ? `${trials.length}` : `${trials.length} of ${planned}`;
}

function figureCell(model: RunModel, { metric, shows }: FigureColumn, strategy: StrategyModel): TableCell {
  const format = formatterOf(metric, model.result);
  if (shows === 'largest') {
    const values = [...valuesOf(strategy, metric).values()];
    return { text: values.length === 0 ? '–' : format(Math.max(...values)) };
  }
  const { n, value, interval } = strategy.estimates[metric];
  if (n === 0) return { text: hasTooFew(strategy, metric) ? 'too few' : '–' };
  const text = format(value);
  const span = interval && intervalInWords(interval, format);
  return {
    text,
    detail: span === text ? undefined : span,
    mark: shows === 'compared' ? markOf(metric, strategy) : undefined,
  };
}

/** Whether trials have the metric, but none has answers enough for it. */
function hasTooFew(strategy: StrategyModel, metric: FigureColumn['metric']): boolean {
  return (
    strategy.estimates[metric].n === 0 &&
    strategy.trials.some(({ figures }) => figures.completed > 0) &&
    fewestAnswers(metric) > 1
  );
}

function markOf(metric: FigureColumn['metric'], { bestIn, comparisons }: StrategyModel): TableCell['mark'] {
  if (bestIn.includes(metric)) return 'best';
  return verdictMark(metric === 'max' ? undefined : comparisons[metric]);
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
