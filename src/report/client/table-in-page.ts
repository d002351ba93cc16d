import type { DataTable, TableCell } from '../tables/data-table.ts';
import type { PageChart } from './charts-of-page.ts';
import { completeTable, tableOf } from './long-tables.ts';

/** All of the table that stands under a chart, read back from the page (html/table.ts wrote it). */
export function tableInPage(chart: PageChart): DataTable {
  completeTable(chart);
  const table = tableOf(chart);
  const [head, ...rows] = [...(table?.rows ?? [])].map((row) => [...row.cells].map(cellOf));
  return {
    caption: table?.caption?.textContent ?? '',
    headings: head?.map(({ text }) => text) ?? [],
    rows: rows.map(([header = { text: '' }, ...cells]) => ({ header, cells })),
    notes: [],
    whenEmpty: '',
  };
}

function cellOf(element: HTMLTableCellElement): TableCell {
  const cell = element.cloneNode(true) as HTMLTableCellElement;
  const detail = cell.querySelector('small');
  detail?.remove();
  return { text: cell.textContent ?? '', detail: detail?.textContent ?? undefined };
}
