import type { SweepIndex } from '../../results/sweep-index.ts';
import { escaped, markdownTable } from '../tables/markdown-table.ts';
import { printable } from '../tables/printable.ts';
import { type TerminalOptions, terminalTable } from '../tables/terminal-table.ts';
import type { CellReading } from './sweep-model.ts';
import { sweepTable } from './sweep-table.ts';

/** The table of a sweep as text for a terminal. */
export function terminalSweepReport(
  index: SweepIndex,
  readings: readonly CellReading[],
  options: TerminalOptions,
): string {
  const table = sweepTable(index, readings);
  return [terminalTable(table, options), ...table.notes.map(printable)].join('\n\n');
}

/** Question and table of a sweep, for a pull request or a CI summary. */
export function markdownSweepReport(index: SweepIndex, readings: readonly CellReading[]): string {
  const table = sweepTable(index, readings);
  return [`**${escaped(index.scenario.question)}**`, markdownTable(table), ...table.notes.map(escaped)].join(
    '\n\n',
  );
}
