import type { Result } from '../results/result.ts';
import { findingOf } from './finding/finding.ts';
import { buildRunModel } from './model/run-model.ts';
import { noticesOf } from './notices.ts';
import { decidingTables } from './tables/all-tables.ts';
import { mainTable } from './tables/main-table.ts';
import { type TerminalOptions, terminalTable } from './tables/terminal-table.ts';
import { paragraphs } from './terminal-paragraphs.ts';

/** Finding, notices and the tables that decide, as text for a terminal that is 100 columns wide; the main table first. */
export function terminalReport(result: Result, { colour }: TerminalOptions): string {
  const model = buildRunModel(result);
  const main = mainTable(model, 'text');
  const others = decidingTables
    .filter(({ build }) => build !== mainTable)
    .flatMap(({ build }) => build(model) ?? []);
  const { lead, details } = findingOf(model);
  const notices = noticesOf(model).map(({ title, text, hint = '' }) =>
    `! ${title}. ${text} ${hint}`.trimEnd(),
  );
  return [
    terminalTable(main, { colour }),
    paragraphs([lead, ...details]),
    paragraphs(notices),
    paragraphs(main.notes.slice(1)),
    ...others.flatMap((table) => [
      `${paragraphs([`${table.caption}:`])}\n${terminalTable(table, { colour })}`,
      paragraphs(table.notes),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
