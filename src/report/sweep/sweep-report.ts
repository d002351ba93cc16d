import type { SweepIndex } from '../../results/sweep-index.ts';
import { escaped, markdownTable } from '../tables/markdown-table.ts';
import { printable } from '../tables/printable.ts';
import { type TerminalOptions, terminalTable } from '../tables/terminal-table.ts';
import type { CellSummary } from './cell-summary.ts';
import { sweepTable } from './sweep-table.ts';

/** The table of a sweep as text for a terminal. */
export function terminalSweepReport(
  index: SweepIndex,
  measured: readonly CellSummary[],
  options: TerminalOptions,
): string {
  const table = sweepTable(index, measured);
  return [terminalTable(table, options), ...table.notes.map(printable)].join('\n\n');
}

/** Question and table of a sweep, for a pull request or a CI summary. */
export function markdownSweepReport(index: SweepIndex, measured: readonly CellSummary[]): string {
  const table = sweepTable(index, measured);
  return [`**${escaped(index.scenario.question)}**`, markdownTable(table), ...table.notes.map(escaped)].join(
    '\n\n',
  );
}
