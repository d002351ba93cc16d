import { csv } from '../../report/tables/csv.ts';
import { escaped, markdownTable } from '../../report/tables/markdown-table.ts';
import { terminalTable } from '../../report/tables/terminal-table.ts';
import { paragraphs } from '../../report/terminal-paragraphs.ts';
import type { Prediction } from '../../simulate/theory/predict.ts';
import { UsageError } from '../../support/errors.ts';
import type { PredictedScenario } from './predicted-scenario.ts';
import { predictionNotes } from './prediction-notes.ts';
import { predictionTables } from './prediction-tables.ts';

/** A whole document, its last line ended. */
type PredictionFormat = (predicted: PredictedScenario, colour: boolean) => string;

const formats: Readonly<Record<string, PredictionFormat>> = {
  table: (predicted, colour) => `${table(predicted, colour)}\n`,
  md: (predicted) => `${md(predicted)}\n`,
  csv: csvOf,
  json: (predicted) => `${json(predicted)}\n`,
};

/** @throws UsageError where there is none of that name */
export function formatNamed(name: string): PredictionFormat {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format !== undefined) return format;
  throw new UsageError(`A prediction has no format "${name}".`, {
    hint: `Formats: ${Object.keys(formats).join(', ')}.`,
  });
}

function table(predicted: PredictedScenario, colour: boolean): string {
  const { formulas, limits } = predictionNotes(predicted);
  return [
    ...predictionTables(predicted).map(
      (each) => `${paragraphs([`${each.caption}:`])}\n${terminalTable(each, { colour })}`,
    ),
    `By these formulas:\n${paragraphs(formulas.map((formula) => `· ${formula}`))}`,
    `What they leave out or take for granted:\n${paragraphs(limits.map((limit) => `· ${limit}`))}`,
  ].join('\n\n');
}

function md(predicted: PredictedScenario): string {
  const { formulas, limits } = predictionNotes(predicted);
  const list = (texts: readonly string[]): string => texts.map((text) => `- ${escaped(text)}`).join('\n');
  return [
    `**${escaped(predicted.question)}**`,
    ...predictionTables(predicted).flatMap((each) => [`${escaped(each.caption)}:`, markdownTable(each)]),
    'By these formulas:',
    list(formulas),
    'What they leave out or take for granted:',
    list(limits),
  ].join('\n\n');
}

/** A line for each strategy of each cell, once in the steady state and once as measured. What has no end is empty. */
function csvOf({ axes, cells }: PredictedScenario): string {
  const backends = [
    ...new Set(
      cells.flatMap(({ strategies }) =>
        strategies.flatMap(({ steady }) => steady.backends.map(({ name }) => name)),
      ),
    ),
  ];
  const figures = (prediction: Prediction) => [
    prediction.requestsPerSecond,
    prediction.hitRatio,
    prediction.offload,
    prediction.backendCallsPerSecond,
    prediction.meanAgeUs,
    prediction.staleRatio,
    prediction.characteristicUs,
    ...backends.flatMap((name) => {
      const backend = prediction.backends.find((each) => each.name === name);
      return [backend?.callsPerSecond, backend?.utilisation, backend?.meanWaitUs];
    }),
  ];
  const head = [
    'cell',
    ...axes,
    'strategy',
    'predicted',
    ...['requestsPerSecond', 'hitRatio', 'offload', 'backendCallsPerSecond'],
    ...['meanAgeUs', 'staleRatio', 'characteristicUs'],
    ...backends.flatMap((name) => [`${name} callsPerSecond`, `${name} utilisation`, `${name} meanWaitUs`]),
  ];
  const lines = cells.flatMap(({ number, values, strategies }) =>
    strategies.flatMap(({ name, steady, measured }) => [
      [number, ...values, name, 'steady', ...figures(steady)],
      [number, ...values, name, 'measured', ...figures(measured)],
    ]),
  );
  return csv([head, ...lines]);
}

/** Without a sweep the strategies stand at the top, as nobody would look for a cell. */
function json({ scenario, axes, cells }: PredictedScenario): string {
  const [first] = cells;
  return JSON.stringify(
    axes.length === 0 ? { scenario, strategies: first?.strategies } : { scenario, axes, cells },
    null,
    2,
  );
}
