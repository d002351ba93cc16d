import Table from 'cli-table3';
import { borderless } from './borderless.ts';
import type { DataTable, TableCell } from './data-table.ts';
import { printable } from './printable.ts';

export interface TerminalOptions {
  readonly colour: boolean;
}

/** A long name would push the figures off the screen. */
const longestName = 20;

/** A table as text for a terminal, without its caption and notes; where it has no rows, why. */
export function terminalTable({ headings, rows, whenEmpty }: DataTable, { colour }: TerminalOptions): string {
  if (rows.length === 0) return whenEmpty;
  const table = new Table({
    head: headings.map((heading) => printable(heading).replaceAll(' ', '\n')),
    chars: borderless,
    colAligns: headings.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: colour ? ['bold'] : [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { header, cells } of rows) {
    table.push([shortened(printable(header.text)), ...cells.map((cell) => cellText(cell, colour))]);
  }
  return table.toString().replace(/ +$/gm, '');
}

function cellText({ text: given, mark }: TableCell, colour: boolean): string {
  const text = printable(given);
  // Two columns wide with and without the mark, so that the digits stay below one another.
  if (mark === 'best') return colour ? `\u001b[1m${text}\u001b[22m *` : `${text} *`;
  return mark === undefined ? `${text}  ` : `${text} ${mark === 'unclear' ? '~' : '≈'}`;
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= longestName) return name;
  // Names that begin alike often end differently.
  const kept = longestName - 1;
  const [head, tail] = [characters.slice(0, Math.floor(kept / 2)), characters.slice(-Math.ceil(kept / 2))];
  return `${head.join('')}…${tail.join('')}`;
}
