import type { ChartsOfPage, PageChart } from './charts-of-page.ts';

/** Tables of which the page holds only the first rows get the others when they are opened; `completed` is told so. */
export function completeLongTables(charts: ChartsOfPage, completed: () => void): void {
  for (const chart of charts.all) {
    tableOf(chart)
      ?.closest('details')
      ?.addEventListener('toggle', () => {
        completeTable(chart);
        completed();
      });
  }
}

/** Adds the rows that are missing, if any are. */
export function completeTable(chart: PageChart): void {
  const table = tableOf(chart);
  const body = table?.tBodies[0];
  if (body === undefined || chart.rows === undefined) return;
  const strategyColumn = [...(table?.tHead?.rows[0]?.cells ?? [])].findIndex(
    ({ textContent }) => textContent === 'strategy',
  );
  const missing = chart.rows.values.slice(body.rows.length);
  body.append(...missing.map((row) => rowOf(Object.values(row), strategyColumn)));
  chart.plot.closest('figure')?.querySelector('.more-rows')?.remove();
}

export function tableOf({ plot }: PageChart): HTMLTableElement | null {
  return plot.closest('figure')?.querySelector('table') ?? null;
}

function rowOf(texts: readonly string[], strategyColumn: number): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.append(
    ...texts.map((text, column) => {
      const cell = document.createElement(column === 0 ? 'th' : 'td');
      if (column === 0) cell.scope = 'row';
      if (column === strategyColumn) cell.dataset['strategy'] = text;
      cell.textContent = text;
      return cell;
    }),
  );
  return row;
}
