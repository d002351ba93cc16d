import { type MetricName, scaleOf } from '../../support/metrics.ts';
import { formatterOf, metricInWords } from '../metric-words.ts';
import type { DataTable, TableCell } from '../tables/data-table.ts';
import { intervalInWords, nameInWords } from '../wording.ts';
import { changeInWords } from './change-in-words.ts';
import type { ComparedRun, ComparedStrategy, ComparisonModel } from './comparison-model.ts';
import type { Change } from './run-comparison.ts';

/** One for each strategy: its metrics as rows, the runs as columns, in each the mean and what changed since the run before. */
export function sideBySide(model: ComparisonModel): DataTable[] {
  return model.strategies.map((strategy) => tableOf(model, strategy));
}

function tableOf(model: ComparisonModel, strategy: ComparedStrategy): DataTable {
  const rows = model.metrics.flatMap((metric) => {
    const cells = model.runs.map((run) => cellOf(model, strategy, { run, metric }));
    const [last] = model.runs.toReversed();
    return last === undefined || cells.every(({ text }) => text === '–')
      ? []
      : [
          {
            header: { text: metric, detail: metricInWords(metric, last.result) },
            cells,
          },
        ];
  });
  return {
    caption: `${strategy.name}: means over the valid trials of each run`,
    headings: ['metric', ...model.runs.map(({ name }) => name)],
    rows,
    notes: [],
    whenEmpty: `${nameInWords(strategy.name)} has no valid trial in any of the runs.`,
  };
}

/** How to read the tables; for all of them together. */
export function sideBySideNotes({ runs }: ComparisonModel): string[] {
  return [
    `Below each mean stand its 95 % interval and the change since ${runs.length === 2 ? runs[0]?.name : 'the run before'} with its own. A change is better or worse where its interval excludes no change and an exact permutation test, adjusted for the number of metrics and (Holm) of strategies, gives p ≤ 0.05; the same where the interval lies within what is too little to matter; else it cannot be told.`,
  ];
}

interface Place {
  readonly run: ComparedRun;
  readonly metric: MetricName;
}

function cellOf(
  model: ComparisonModel,
  { name, estimates }: ComparedStrategy,
  { run, metric }: Place,
): TableCell {
  const estimate = estimates[run.number - 1]?.[metric];
  if (estimate === undefined) return { text: '–' };
  const format = formatterOf(metric, run.result);
  const text = format(estimate.value);
  const span = estimate.interval && intervalInWords(estimate.interval, format);
  const change = changeAt(model, { strategy: name, metric, number: run.number });
  const details = [
    ...(span === undefined || span === text ? [] : [span]),
    ...(change ? [changeText(change)] : []),
  ];
  return { text, detail: details.length === 0 ? undefined : details.join(' · ') };
}

/** What became of a metric from the run before to the run of a number; undefined for the first, and where one lacks it. */
export function changeAt(
  { steps }: ComparisonModel,
  {
    strategy,
    metric,
    number,
  }: { readonly strategy: string; readonly metric: MetricName; readonly number: number },
): Change | undefined {
  return steps[number - 2]?.changes.find(
    (change) => change.strategy === strategy && change.metric === metric,
  );
}

function changeText({ metric, comparison: { estimate, verdict } }: Change): string {
  return `${changeInWords(metric, scaleOf(metric).scale, estimate)}, ${verdictWords[verdict]}`;
}

const verdictWords = {
  better: 'better',
  worse: 'worse',
  equivalent: 'the same',
  'cannot tell': 'cannot tell',
} as const;

/** A column more than these, and a terminal or a comment is too narrow. */
const mostColumns = 6;

/**
 * The same for text, where a cell has one line: `1.09 ms +38.2 %` where a change was told, `0.80 ms ≈` where it is the same,
 * `0.81 ms ~` where it cannot be told. Of many runs, the first and the last.
 */
export function sideBySideText(model: ComparisonModel): DataTable[] {
  const isShown = ({ number }: ComparedRun): boolean =>
    model.runs.length <= mostColumns || number === 1 || number > model.runs.length - mostColumns + 1;
  const shown = model.runs.filter(isShown);
  return model.strategies.map((strategy) => ({
    caption: strategy.name,
    headings: ['metric', ...shown.map(({ name }) => name)],
    rows: model.metrics.flatMap((metric) => {
      const cells = shown.map((run) => shortCell(model, strategy, { run, metric }));
      return cells.every(({ text }) => text === '–') ? [] : [{ header: { text: metric }, cells }];
    }),
    notes: [],
    whenEmpty: `${nameInWords(strategy.name)} has no valid trial in any of the runs.`,
  }));
}

/** How to read the cells of the tables for text. */
export function sideBySideTextNotes({ runs }: ComparisonModel): string[] {
  const cut =
    runs.length > mostColumns
      ? [
          `Of ${runs.length} runs, the first and the last ${mostColumns - 1} are shown; --format html and json have all.`,
        ]
      : [];
  return [
    ...cut,
    'Values are means over the valid trials of each run, beside them the change since the run before: with its sign where it is better or worse, ≈ where it is the same within its margin, ~ where it cannot be told.',
  ];
}

function shortCell(
  model: ComparisonModel,
  { name, estimates }: ComparedStrategy,
  { run, metric }: Place,
): TableCell {
  const estimate = estimates[run.number - 1]?.[metric];
  if (estimate === undefined) return { text: '–' };
  const text = formatterOf(metric, run.result)(estimate.value);
  const change = changeAt(model, { strategy: name, metric, number: run.number });
  if (change === undefined) return { text };
  const { verdict, estimate: changed } = change.comparison;
  if (verdict === 'equivalent') return { text, mark: 'equivalent' };
  if (verdict === 'cannot tell') return { text, mark: 'unclear' };
  const amount = changeInWords(metric, scaleOf(metric).scale, { ...changed, interval: undefined });
  // Which way is good differs from metric to metric, so the sign alone does not say it.
  return { text: `${text} ${amount} ${verdict}` };
}
