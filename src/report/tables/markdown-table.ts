import type { DataTable, TableCell } from './data-table.ts';
import { printable } from './printable.ts';

/** A table as Markdown, without its caption and notes. */
export function markdownTable(table: DataTable): string {
  const { head, rows } = markdownRows(table);
  return rows.length === 0 ? table.whenEmpty : [...head, ...rows].join('\n');
}

/** Its lines: those that head it, and one for each row. */
export function markdownRows({ headings, rows }: DataTable): {
  readonly head: string[];
  readonly rows: string[];
} {
  return {
    head: [line(headings.map(cell)), line(headings.map((_, column) => (column === 0 ? ':--' : '--:')))],
    rows: rows.map(({ header, cells }) => line([cell(header.text), ...cells.map(cellText)])),
  };
}

function cellText({ text, mark }: TableCell): string {
  if (mark === 'best') return `**${cell(text)}** \\*`;
  if (mark === 'equivalent') return `≈ ${cell(text)}`;
  return mark === 'unclear' ? `\\~ ${cell(text)}` : cell(text);
}

/** A longer name would leave no room for the figures. */
const longestCell = 100;

function cell(text: string): string {
  return escaped(text.length > longestCell ? `${text.slice(0, longestCell)}…` : text);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/**
 * Leaves nothing for Markdown, the HTML inside it or a forge to act upon, as mentions, references to issues, addresses and
 * formulas, and keeps to one line.
 */
export function escaped(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]<>|~#!&@$]/g, (character) => entities[character] ?? `\\${character}`)
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/(?<=\bwww)\./gi, '&#46;');
}

const entities: Readonly<Record<string, string>> = { '<': '&lt;', '&': '&amp;', '@': '&#64;' };
