import type { DataTable, TableCell } from '../tables/data-table.ts';

/** The rows of a table that is too long to stand in the page as it is: of each, its texts by column. */
export interface LongRows {
  readonly values: readonly Readonly<Record<number, string>>[];
}

/** What a page without its script shows of a longer table. */
export const fewestRows = 100;

/**
 * The rows for the script to complete a long table from (client/long-tables.ts), where that is worth it: most of its texts are
 * in the data of the chart already, and a page that must stay small whatever its run has no room for them twice.
 */
export function longRowsOf({ rows }: DataTable): LongRows | undefined {
  if (rows.length <= fewestRows) return undefined;
  const all = rows.map(({ header, cells }) => [header, ...cells]);
  if (!all.every((row) => row.every(isPlain))) return undefined;
  return { values: all.map((row) => Object.fromEntries(row.map(({ text }, column) => [column, text]))) };
}

function isPlain({ detail, mark, href, series }: TableCell): boolean {
  return [detail, mark, href, series].every((extra) => extra === undefined);
}
