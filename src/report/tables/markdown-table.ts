import type { DataTable, TableCell } from './data-table.ts';
import { printable } from './printable.ts';

/** A table as Markdown, without its caption and notes. */
export function markdownTable({ headings, rows, whenEmpty }: DataTable): string {
  if (rows.length === 0) return whenEmpty;
  return [
    line(headings.map(escaped)),
    line(headings.map((_, column) => (column === 0 ? ':--' : '--:'))),
    ...rows.map(({ header, cells }) => line([escaped(header.text), ...cells.map(cellText)])),
  ].join('\n');
}

function cellText({ text, mark }: TableCell): string {
  if (mark === 'best') return `**${escaped(text)}** \\*`;
  if (mark === 'equivalent') return `≈ ${escaped(text)}`;
  return mark === 'unclear' ? `\\~ ${escaped(text)}` : escaped(text);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Leaves nothing for Markdown or the HTML inside it to act upon, and keeps to one line. */
export function escaped(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>|~#!&@]/g, (character) =>
    character === '<' ? '&lt;' : character === '&' ? '&amp;' : character === '@' ? '&#64;' : `\\${character}`,
  );
}
