import type { SweepIndex } from '../../results/sweep-index.ts';
import type { DataTable, TableCell, TableRow } from '../tables/data-table.ts';
import { axisNames } from './axis.ts';
import type { CellSummary } from './cell-summary.ts';
import { type CellReading, summariesIn } from './sweep-model.ts';

/**
 * One row a cell: its number, its values, and for each strategy the rate (in open loop the 99th percentile, as the rate is
 * given), the hit ratio and the share of stale reads, as in the cell's own report.
 */
export function sweepTable(
  { kind, axes, cells }: SweepIndex,
  readings: readonly CellReading[],
  /** Where the report of a measured cell is; absent: cells lead nowhere. */
  pageOf?: (cell: SweepIndex['cells'][number]) => string,
): DataTable {
  const measured = summariesIn(readings);
  const figure = measured.some(({ isOpenLoop }) => isOpenLoop) ? 'p99' : 'requests/s';
  const columns = columnsOf(measured, [figure, 'hit ratio', 'stale reads']);
  const rows = cells.map((cell): TableRow => {
    const { number, values } = cell;
    const summary = measured.find((each) => each.number === number);
    return {
      header: { text: String(number), href: summary && pageOf?.(cell) },
      cells: [
        ...values.map((value) => ({ text: String(value) })),
        ...columns.map((column) => cellOf(summary, column)),
      ],
    };
  });
  const missing = cells.filter(({ state }) => state !== 'complete').length;
  return {
    caption: 'Cells of the sweep: means over the valid trials',
    headings: [
      'cell',
      ...axisNames(axes),
      ...columns.map(({ strategy, heading }) => `${strategy} ${heading}`),
    ],
    rows,
    notes: [
      ...(kind === 'simulated' ? ['Simulated, not measured: the report of each cell says how.'] : []),
      ...readings.flatMap((reading) =>
        'damage' in reading ? [`Cell ${reading.number} is left out: ${reading.damage}`] : [],
      ),
      ...(rows.some((row) => row.cells.some(({ mark }) => mark === 'best'))
        ? [
            '* marks what is better than in every other strategy of the same cell, as the report of the cell has it.',
          ]
        : []),
      ...(missing === 0
        ? []
        : [
            `${missing} of ${cells.length} cells are not ${kind === 'simulated' ? 'simulated to their end: give the command again' : 'measured to their end: go on with --resume'}.`,
          ]),
    ],
    whenEmpty: 'The sweep has no cells.',
  };
}

interface Column {
  readonly strategy: string;
  readonly heading: string;
}

/** Each figure of each strategy that has it in some cell. */
function columnsOf(measured: readonly CellSummary[], headings: readonly string[]): Column[] {
  const names = new Set(measured.flatMap(({ strategies }) => strategies.map(({ name }) => name)));
  return [...names]
    .flatMap((strategy) => headings.map((heading) => ({ strategy, heading })))
    .filter((column) => measured.some((summary) => cellOf(summary, column).text !== absent));
}

const absent = '–';

function cellOf(summary: CellSummary | undefined, { strategy, heading }: Column): TableCell {
  const cell = summary?.strategies.find(({ name }) => name === strategy)?.shown.get(heading);
  return cell === undefined ? { text: absent } : { text: cell.text, mark: cell.mark };
}
