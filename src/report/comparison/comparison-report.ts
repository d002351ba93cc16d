import type { Result } from '../../results/result.ts';
import { scaleOf } from '../../support/metrics.ts';
import { formatShare } from '../../support/units.ts';
import { formatterOf } from '../metric-words.ts';
import { type DataTable, plainTable } from '../tables/data-table.ts';
import { escaped, markdownTable } from '../tables/markdown-table.ts';
import { type TerminalOptions, terminalTable } from '../tables/terminal-table.ts';
import { paragraphs } from '../terminal-paragraphs.ts';
import { counted } from '../wording.ts';
import { changeInWords } from './change-in-words.ts';
import { comparisonFindingOf } from './comparison-finding.ts';
import type { ComparisonModel } from './comparison-model.ts';
import { type Difference, differenceInWords } from './differences.ts';
import { gateInWords, type JudgedGate } from './gates.ts';
import { kindsInWords } from './kinds-in-words.ts';
import { otherLoadInWords } from './other-load.ts';
import type { Change, RunComparison } from './run-comparison.ts';
import { runInWords, versionInWords } from './run-names.ts';
import { sideBySideText, sideBySideTextNotes } from './side-by-side.ts';

/** The comparison as text for a terminal. */
export function terminalComparison(
  model: ComparisonModel,
  gates: readonly JudgedGate[],
  options: TerminalOptions,
): string {
  const { tables, notes } = tablesOf(model);
  const { lead, details } = comparisonFindingOf(model);
  return joined([
    paragraphs(headings(model)),
    paragraphs(kindsOf(model)),
    paragraphs(differencesInWords(model)),
    ...tables.map((table) => terminalPart(table, tables.length > 1, options)),
    paragraphs([lead, ...details]),
    paragraphs(gates.map(gateInWords)),
    paragraphs(notes),
  ]);
}

/** The same as Markdown, for a pull request or a CI summary. */
export function markdownComparison(model: ComparisonModel, gates: readonly JudgedGate[]): string {
  const { tables, notes } = tablesOf(model);
  const { lead, details } = comparisonFindingOf(model);
  const [first = '', ...others] = headings(model).map(escaped);
  return joined([
    `**${escaped(model.overall.baseline.scenario.name)}**: ${first}`,
    others.map((line) => `- ${line}`).join('\n'),
    ...kindsOf(model).map(escaped),
    escaped(lead),
    bullets(details),
    bullets(differencesInWords(model)),
    ...tables.map((table) =>
      tables.length > 1 ? `**${escaped(table.caption)}**\n\n${markdownTable(table)}` : markdownTable(table),
    ),
    bullets(gates.map(gateInWords)),
    ...notes.map(escaped),
  ]);
}

/**
 * The same as one JSON document; figures in the units of their metrics, ratios and differences as `scale` says. `baseline`,
 * `other` and `changes` are of the last run against the first; of more than two runs, `steps` holds each against the one
 * before it.
 */
export function comparisonDocument(
  { overall, steps }: ComparisonModel,
  gates: readonly JudgedGate[],
): unknown {
  return {
    format: 'gatebench-comparison',
    schemaVersion: 1,
    scenario: overall.baseline.scenario.name,
    ...documentOf(overall),
    ...(steps.length > 1 && { steps: steps.map(documentOf) }),
    gates: gates.map(({ gate, outcome, estimate }) => ({ gate: gate.text, outcome, change: estimate })),
  };
}

function documentOf({ baseline, other, likeness, changes }: RunComparison) {
  return {
    baseline: { runId: baseline.runId, kind: baseline.kind, ...baseline.generator },
    other: { runId: other.runId, kind: other.kind, ...other.generator },
    differences: likeness,
    changes: changes.map(({ strategy, metric, before, after, comparison }) => ({
      strategy,
      metric,
      scale: scaleOf(metric).scale,
      before,
      after,
      change: comparison.estimate,
      pValue: comparison.pValue,
      verdict: comparison.verdict,
      margin: comparison.margin,
    })),
  };
}

/** Of two runs, one against the other; of more, all of them in their order. */
function headings({ runs, overall: { baseline, other } }: ComparisonModel): string[] {
  if (runs.length > 2) {
    const [first, ...others] = runs.map(
      ({ name, result }) => `${name}: ${result.runId} (${versionInWords(result)})`,
    );
    return [`${first}, the baseline`, ...others];
  }
  const inWords = (result: typeof baseline) => `${result.runId} (${versionInWords(result)})`;
  return [`${inWords(other)} against ${inWords(baseline)}`];
}

function kindsOf(model: ComparisonModel): string[] {
  const kinds = kindsInWords(model);
  return kinds === undefined ? [] : [`${kinds.title}. ${kinds.text}`];
}

function tablesOf(model: ComparisonModel): {
  readonly tables: DataTable[];
  readonly notes: readonly string[];
} {
  if (model.runs.length === 2) {
    const table = changesTable(model.overall);
    return { tables: [table], notes: table.notes };
  }
  const spoilt = model.steps.flatMap(({ baseline, other, otherLoad }) =>
    otherLoad === undefined
      ? []
      : [`${otherLoadInWords(otherLoad, [runInWords(model, baseline), runInWords(model, other)])}.`],
  );
  return {
    tables: sideBySideText(model),
    notes: [
      ...sideBySideTextNotes(model),
      ...notSimultaneous(model.runs.map(({ result }) => result)),
      ...spoilt,
    ],
  };
}

function terminalPart(table: DataTable, isNamed: boolean, options: TerminalOptions): string {
  const text = table.rows.length === 0 ? table.whenEmpty : terminalTable(table, options);
  return isNamed ? `${paragraphs([`${table.caption}:`])}\n${text}` : text;
}

/** True of any two runs that were measured. */
export function notSimultaneous(results: readonly Result[]): string[] {
  if (results.some(({ kind }) => kind === 'simulated')) return [];
  return [
    'The runs were not measured at the same time: what changed on the machine between them counts as a change too.',
  ];
}

/** Every change from one run to another, with its interval and its verdict. */
export function changesTable({ baseline, other, changes, otherLoad }: RunComparison): DataTable {
  const strategies = new Set(changes.map(({ strategy }) => strategy)).size;
  return {
    ...plainTable(
      'What changed',
      ['strategy', 'metric', 'before', 'after', 'change', 'verdict'],
      changes.map((change) => [
        change.strategy,
        change.metric,
        formatterOf(change.metric, baseline)(change.before.value),
        formatterOf(change.metric, other)(change.after.value),
        changeInWords(change.metric, scaleOf(change.metric).scale, change.comparison.estimate),
        verdictInWords(change),
      ]),
    ),
    whenEmpty: 'No strategy has valid trials in both runs.',
    notes:
      changes.length === 0
        ? []
        : [
            `Values are means over the valid trials of each run, changes have their 95 % interval in brackets. A change is better or worse where its interval excludes no change and an exact permutation test, adjusted for the number of metrics and for ${counted(strategies, 'strategy', 'strategies')} (Holm), gives p ≤ 0.05.`,
            ...notSimultaneous([baseline, other]),
            ...(otherLoad === undefined
              ? []
              : [
                  `${otherLoadInWords(otherLoad, ['the first run', 'the second'])}: measure both again on a quiet machine.`,
                ]),
          ],
  };
}

function verdictInWords({ metric, comparison: { verdict, margin } }: Change): string {
  if (verdict !== 'equivalent') return verdict;
  if (scaleOf(metric).scale === 'ratio') return `equivalent within ${formatShare(margin)}`;
  return `equivalent within ${changeInWords(metric, 'difference', { n: 0, value: margin, interval: undefined }).replace('+', '')}`;
}

function differencesInWords(model: ComparisonModel): string[] {
  const all = model.steps.flatMap((step) => {
    const { unlike, measuring, environment } = step.likeness;
    const place = model.steps.length > 1 ? `, at ${runInWords(model, step.other)}` : '';
    const lines = (kind: string, differences: readonly Difference[]) =>
      differences.map((difference) => `${kind}${place}: ${differenceInWords(difference)}`);
    return [
      ...lines('unlike', unlike),
      ...lines('done otherwise', measuring),
      ...lines('environment', environment),
    ];
  });
  return all.length === 0 ? ['Scenario and environment are the same.'] : all;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${escaped(line)}`).join('\n');
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
