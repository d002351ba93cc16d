import type { Result } from '../results/result.ts';
import { findingOf } from './finding/finding.ts';
import { buildRunModel } from './model/run-model.ts';
import { type Notice, noticesOf } from './notices.ts';
import { decidingTables } from './tables/all-tables.ts';
import { mainTable } from './tables/main-table.ts';
import { escaped, markdownTable } from './tables/markdown-table.ts';

/** Finding, warnings and the tables that decide as Markdown, for a pull request or a CI summary. */
export function markdownReport(result: Result): string {
  const model = buildRunModel(result);
  const main = mainTable(model);
  const others = decidingTables
    .filter(({ build }) => build !== mainTable)
    .flatMap(({ build }) => build(model) ?? []);
  const { lead, details } = findingOf(model);
  return [
    `**${escaped(result.scenario.question)}**`,
    escaped(lead),
    details.map((detail) => `- ${escaped(detail)}`).join('\n'),
    noticesOf(model).map(noticeLine).join('\n'),
    markdownTable(main),
    ...main.notes.map(escaped),
    ...others.flatMap((table) => [
      `**${escaped(table.caption)}**`,
      markdownTable(table),
      ...table.notes.map(escaped),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function noticeLine({ title, text, hint = '' }: Notice): string {
  return `> - **${escaped(title)}.** ${escaped(`${text} ${hint}`.trimEnd())}`;
}
