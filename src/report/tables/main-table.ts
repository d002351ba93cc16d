import { fewestRepetitions } from '../../stats/difference.ts';
import { formatNumber } from '../../support/units.ts';
import { hitsInWords } from '../hits-in-words.ts';
import { compareFigure, summariseFigure } from '../model/figure-comparison.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { listInWords, nameInWords, spreadInWords } from '../wording.ts';
import { type FigureColumn, figureColumns } from './columns.ts';
import type { DataTable, TableCell, TableRow } from './data-table.ts';

/** One row a strategy, the baseline first; medians over the repetitions, with their range. */
export function mainTable(model: RunModel): DataTable {
  const measured = measuredStrategies(model);
  const baseline = model.strategies[0];
  const rows = model.strategies.map((strategy) => ({
    header: {
      text: strategy.name,
      detail: strategy.settings.join(', ') || undefined,
      series: strategy.style,
    },
    cells: [
      { text: trialsText(model, strategy) },
      ...figureColumns.map((column) => figureCell(column, strategy, measured, baseline)),
      baseline === undefined || strategy === baseline ? { text: '' } : ratioCell(baseline, strategy),
    ],
  }));
  return {
    caption: 'Medians over the valid trials, with their range',
    headings: ['strategy', 'trials', ...figureColumns.map(({ heading }) => heading), '× baseline'],
    rows,
    notes: [latencyNote(model), ...hitsInWords(model), ...marksNote(rows, baseline)],
    whenEmpty: 'The scenario names no strategy.',
  };
}

function latencyNote({ strategies: [baseline, ...others] }: RunModel): string {
  const latency = 'Latency (p50, p99, p99.9, max) is the service time of all responses, errors included.';
  if (baseline === undefined || others.length === 0) return latency;
  return `${latency} × baseline: requests per second as a multiple of those of ${nameInWords(baseline.name)}, repetition by repetition.`;
}

/** How to read the marks, where there are any. */
function marksNote(rows: readonly TableRow[], baseline: StrategyModel | undefined): string[] {
  const marks = new Set(rows.flatMap(({ cells }) => cells.map(({ mark }) => mark)));
  const meanings = [
    ...(marks.has('unclear')
      ? [`~ marks what is not told apart from ${nameInWords(baseline?.name ?? '')}`]
      : []),
    ...(marks.has('best') ? ['* marks what is better than in every other strategy'] : []),
  ];
  if (meanings.length === 0) return [];
  const notCompared = figureColumns.filter(({ better }) => better === undefined);
  return [
    `${meanings.join('; ')}. A difference counts only where each has at least ${fewestRepetitions} valid trials and their ranges ` +
      `do not overlap; ${listInWords(notCompared.map(({ heading }) => heading))} are not compared.`,
  ];
}

function trialsText({ result }: RunModel, { trials }: StrategyModel): string {
  const planned = result.scenario.repetitions;
  return trials.length === planned ? `${planned}` : `${trials.length} of ${planned}`;
}

function figureCell(
  column: FigureColumn,
  strategy: StrategyModel,
  measured: readonly StrategyModel[],
  baseline: StrategyModel | undefined,
): TableCell {
  const summary = summariseFigure(strategy, column.pick);
  if (summary === undefined) return { text: '–' };
  return {
    text: column.format(summary.median),
    detail: spreadInWords(summary, column.format),
    mark: markOf(column, strategy, measured, baseline),
  };
}

function markOf(
  { pick, better }: FigureColumn,
  strategy: StrategyModel,
  measured: readonly StrategyModel[],
  baseline: StrategyModel | undefined,
): TableCell['mark'] {
  if (better === undefined) return undefined;
  const others = measured.filter((other) => other !== strategy && summariseFigure(other, pick) !== undefined);
  const isBest = others.every((other) => compareFigure(other, strategy, pick)?.difference === better);
  if (others.length > 0 && isBest) return 'best';
  if (baseline === undefined || strategy === baseline) return undefined;
  return compareFigure(baseline, strategy, pick)?.difference === 'unclear' ? 'unclear' : undefined;
}

function ratioCell(baseline: StrategyModel, strategy: StrategyModel): TableCell {
  const rate = compareFigure(baseline, strategy, ({ requestsPerSecond }) => requestsPerSecond);
  if (rate === undefined) return { text: '–' };
  return {
    text: `${formatNumber(rate.ratio.median)}×`,
    detail: spreadInWords(rate.ratio, formatNumber),
    mark: rate.difference === 'unclear' ? 'unclear' : undefined,
  };
}
