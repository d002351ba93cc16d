import type { Result } from '../../results/result.ts';
import { scaleOf } from '../../support/metrics.ts';
import { formatShare } from '../../support/units.ts';
import { formatterOf } from '../metric-words.ts';
import type { DataTable } from '../tables/data-table.ts';
import { plainTable } from '../tables/data-table.ts';
import { escaped, markdownTable } from '../tables/markdown-table.ts';
import { type TerminalOptions, terminalTable } from '../tables/terminal-table.ts';
import { paragraphs } from '../terminal-paragraphs.ts';
import { counted } from '../wording.ts';
import { changeInWords } from './change-in-words.ts';
import type { Difference } from './differences.ts';
import type { JudgedGate } from './gates.ts';
import type { OtherLoad } from './other-load.ts';
import type { Change, RunComparison } from './run-comparison.ts';

/** The comparison as text for a terminal. */
export function terminalComparison(
  comparison: RunComparison,
  gates: readonly JudgedGate[],
  options: TerminalOptions,
): string {
  const table = changesTable(comparison);
  return joined([
    paragraphs([`${runInWords(comparison.other)} against ${runInWords(comparison.baseline)}`]),
    paragraphs(differencesInWords(comparison)),
    table.rows.length === 0 ? table.whenEmpty : terminalTable(table, options),
    paragraphs(gates.map(gateInWords)),
    paragraphs(table.notes),
  ]);
}

/** The same as Markdown, for a pull request or a CI summary. */
export function markdownComparison(comparison: RunComparison, gates: readonly JudgedGate[]): string {
  return joined([
    `**${escaped(comparison.baseline.scenario.name)}**: ${escaped(runInWords(comparison.other))} against ${escaped(runInWords(comparison.baseline))}`,
    bullets(differencesInWords(comparison)),
    markdownTable(changesTable(comparison)),
    bullets(gates.map(gateInWords)),
    ...changesTable(comparison).notes.map(escaped),
  ]);
}

/** The same as one JSON document; figures in the units of their metrics, ratios and differences as `scale` says. */
export function comparisonDocument(
  { baseline, other, likeness, changes }: RunComparison,
  gates: readonly JudgedGate[],
): unknown {
  return {
    format: 'gatebench-comparison',
    schemaVersion: 1,
    scenario: baseline.scenario.name,
    baseline: { runId: baseline.runId, ...baseline.generator },
    other: { runId: other.runId, ...other.generator },
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
    gates: gates.map(({ gate, outcome, estimate }) => ({ gate: gate.text, outcome, change: estimate })),
  };
}

/** `pass  memory.p99 > +10%: −2.1 % (−5.0 to +0.9 %)`. */
export function gateInWords({ gate, outcome, estimate }: JudgedGate): string {
  return `${outcome}: ${gate.text} – ${gateMeasured({ gate, outcome, estimate })}`;
}

/** What a gate has seen. */
export function gateMeasured({ gate, estimate }: JudgedGate): string {
  if (estimate.n === 0) return 'too few answers or no valid trial in one of the runs';
  const change = changeInWords(gate.metric, gate.scale, estimate);
  return estimate.interval === undefined ? `${change}, without an interval` : change;
}

function changesTable({ baseline, other, changes, otherLoad }: RunComparison): DataTable {
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
            'The runs were not measured at the same time: what changed on the machine between them counts as a change too.',
            ...otherLoadInWords(otherLoad),
          ],
  };
}

function otherLoadInWords(load: OtherLoad | undefined): string[] {
  if (load === undefined) return [];
  return [
    `Other programs kept ${load.before.toFixed(1)} cores busy in the first run and ${load.after.toFixed(1)} in the second, so of times and rates nothing can be told: measure both again on a quiet machine.`,
  ];
}

function verdictInWords({ metric, comparison: { verdict, margin } }: Change): string {
  if (verdict !== 'equivalent') return verdict;
  if (scaleOf(metric).scale === 'ratio') return `equivalent within ${formatShare(margin)}`;
  return `equivalent within ${changeInWords(metric, 'difference', { n: 0, value: margin, interval: undefined }).replace('+', '')}`;
}

function runInWords({ runId, generator: { version, revision } }: Result): string {
  return `${runId} (gatebench ${version}${revision === undefined ? '' : `, ${revision}`})`;
}

function differencesInWords({ likeness: { unlike, measuring, environment } }: RunComparison): string[] {
  const lines = (kind: string, differences: readonly Difference[]) =>
    differences.map((difference) => `${kind}: ${differenceInWords(difference)}`);
  const all = [
    ...lines('unlike', unlike),
    ...lines('measured otherwise', measuring),
    ...lines('environment', environment),
  ];
  return all.length === 0 ? ['Scenario and environment are the same.'] : all;
}

/** `measure.repetitions: 8, then 12`. */
export function differenceInWords({ path, one, other }: Difference): string {
  return `${path}: ${valueInWords(one)}, then ${valueInWords(other)}`;
}

const longestValue = 60;

function valueInWords(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent');
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${escaped(line)}`).join('\n');
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
