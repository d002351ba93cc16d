import Table from 'cli-table3';
import { borderless } from '../../src/report/tables/borderless.ts';
import type { Row, Target } from './row.ts';

/** The rows of one comparison as text, its name above. */
export function tableOf(name: string, rows: readonly Row[]): string {
  const table = new Table({
    head: ['', 'median', 'min – max', 'target', '', ''],
    chars: { ...borderless, left: '  ' },
    colAligns: ['left', 'right', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const row of rows) table.push(cellsOf(row));
  return `${name}\n${table.toString().replace(/ +$/gm, '')}\n`;
}

function cellsOf({ what, unit, measured, target, verdict, note }: Row): string[] {
  const shown = verdict === 'shown' ? '' : verdict;
  if (measured === undefined) return [what, '–', '', targetText(target), shown, note];
  const { median, min, max } = measured;
  const range = min === max ? '' : `${figure(min, unit)} – ${figure(max, unit)}`;
  return [what, `${figure(median, unit)} ${unit}`, range, targetText(target), shown, note];
}

function targetText(target: Target | undefined): string {
  if (target === undefined) return '';
  return 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
}

const digits: Readonly<Record<Row['unit'], number>> = {
  'requests/s': 0,
  'M requests/s': 1,
  '×': 3,
  MiB: 1,
  ns: 1,
  ms: 1,
  s: 2,
  MB: 2,
};

function figure(value: number, unit: Row['unit']): string {
  return value.toFixed(digits[unit]);
}
