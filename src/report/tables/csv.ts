import type { DataTable, TableRow } from './data-table.ts';

export type CsvValue = string | number | boolean | undefined;

/**
 * Rows as a whole document of comma-separated values: every line ends in CRLF, the last too (RFC 4180, section 2). What is
 * undefined or no finite number is empty; texts that a spreadsheet would take for a formula get a leading apostrophe (OWASP,
 * CSV injection).
 */
export function csv(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** A table as it is shown; what stands beside the texts of a column, ranges and marks, in columns of its own after it. */
export function tableCsv({ headings, rows }: DataTable): string {
  const columns = headings.map((heading, column) => {
    const cells = rows.map((row) => cellsOf(row)[column]);
    return [
      [heading, ...cells.map((cell) => cell?.text)],
      [`${heading}: detail`, ...cells.map((cell) => cell?.detail)],
      [`${heading}: mark`, ...cells.map((cell) => cell?.mark)],
    ].filter((values, index) => index === 0 || values.slice(1).some((value) => value !== undefined));
  });
  const all = columns.flat();
  return csv([headings, ...rows].map((_, line) => all.map((column) => column[line])));
}

function cellsOf({ header, cells }: TableRow) {
  return [header, ...cells];
}

function field(value: CsvValue): string {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = typeof value === 'string' ? defused(value) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function defused(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? text : text.replace(/^(?=[=+\-@\t\r\n])/, "'");
}
