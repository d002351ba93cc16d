import Table from 'cli-table3';
import type { Result } from '../results/result.ts';
import { findingOf } from './finding/finding.ts';
import { buildRunModel } from './model/run-model.ts';
import { noticesOf } from './notices.ts';
import { borderless } from './tables/borderless.ts';
import type { TableCell } from './tables/data-table.ts';
import { mainTable } from './tables/main-table.ts';
import { printable } from './tables/printable.ts';

export interface TerminalOptions {
  readonly colour: boolean;
}

const columns = 100;

/** A long name would push the figures off the screen. */
const longestName = 20;

/** Main table, finding and notices as text for a terminal that is 100 columns wide. */
export function terminalReport(result: Result, { colour }: TerminalOptions): string {
  const model = buildRunModel(result);
  const { headings, rows, notes } = mainTable(model);
  const table = new Table({
    head: headings.map((heading) => heading.replaceAll(' ', '\n')),
    chars: borderless,
    colAligns: headings.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: colour ? ['bold'] : [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { header, cells } of rows) {
    table.push([shortened(printable(header.text)), ...cells.map((cell) => cellText(cell, colour))]);
  }
  const { lead, details } = findingOf(model);
  const notices = noticesOf(model).map(({ title, text, hint = '' }) =>
    `! ${title}. ${text} ${hint}`.trimEnd(),
  );
  return [
    table.toString().replace(/ +$/gm, ''),
    paragraphs([lead, ...details]),
    paragraphs(notices),
    paragraphs(notes.slice(1)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => wrap(printable(text))).join('\n');
}

/** Breaks lines between words; a word that is longer than a line stays whole. */
function wrap(text: string): string {
  return text.replace(new RegExp(`(.{1,${columns}})(?: +|$)`, 'g'), '$1\n').trimEnd();
}

function cellText({ text, mark }: TableCell, colour: boolean): string {
  if (mark === 'unclear') return `~ ${text}`;
  // Two columns wide with and without the mark, so that the digits stay below one another.
  if (mark === 'best') return colour ? `\u001b[1m${text}\u001b[22m *` : `${text} *`;
  return `${text}  `;
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= longestName) return name;
  // Names that begin alike often end differently.
  const kept = longestName - 1;
  const [head, tail] = [characters.slice(0, Math.floor(kept / 2)), characters.slice(-Math.ceil(kept / 2))];
  return `${head.join('')}…${tail.join('')}`;
}
