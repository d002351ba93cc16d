import type { Result } from '../results/result.ts';
import { findingOf } from './finding/finding.ts';
import { buildRunModel } from './model/run-model.ts';
import { type Notice, noticesOf } from './notices.ts';
import type { DataTable, TableCell } from './tables/data-table.ts';
import { mainTable } from './tables/main-table.ts';
import { printable } from './tables/printable.ts';

/** Finding, warnings and main table as Markdown, for a pull request or a CI summary. */
export function markdownReport(result: Result): string {
  const model = buildRunModel(result);
  const table = mainTable(model);
  const { lead, details } = findingOf(model);
  return [
    `**${escaped(result.scenario.question)}**`,
    escaped(lead),
    details.map((detail) => `- ${escaped(detail)}`).join('\n'),
    noticesOf(model).map(noticeLine).join('\n'),
    tableLines(table).join('\n'),
    ...table.notes.map(escaped),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function noticeLine({ title, text, hint = '' }: Notice): string {
  return `> - **${escaped(title)}.** ${escaped(`${text} ${hint}`.trimEnd())}`;
}

function tableLines({ headings, rows, whenEmpty }: DataTable): string[] {
  if (rows.length === 0) return [whenEmpty];
  return [
    line(headings.map(escaped)),
    line(headings.map((_, column) => (column === 0 ? ':--' : '--:'))),
    ...rows.map(({ header, cells }) => line([escaped(header.text), ...cells.map(cellText)])),
  ];
}

function cellText({ text, mark }: TableCell): string {
  if (mark === 'best') return `**${escaped(text)}** \\*`;
  return mark === 'unclear' ? `\\~ ${escaped(text)}` : escaped(text);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Leaves nothing for Markdown or the HTML inside it to act upon, and keeps to one line. */
function escaped(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>|~#!&@]/g, (character) =>
    character === '<' ? '&lt;' : character === '&' ? '&amp;' : character === '@' ? '&#64;' : `\\${character}`,
  );
}
