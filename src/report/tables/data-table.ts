import type { SeriesStyle } from '../model/series-style.ts';

/** A table before it is written as HTML, terminal text or Markdown. The first column heads the rows. */
export interface DataTable {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  /** What a reader must know to read it, a sentence each. */
  readonly notes: readonly string[];
  /** Said in place of the rows where there are none. */
  readonly whenEmpty: string;
}

export interface TableRow {
  readonly header: TableCell;
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  readonly text: string;
  /** Said more quietly beside the text, as the range of the repetitions. */
  readonly detail?: string | undefined;
  /** `best`: better than all others, and established; `unclear`: not told apart from the baseline; `equivalent` to it. */
  readonly mark?: 'best' | 'unclear' | 'equivalent' | undefined;
  /** Where the text leads in a page, relative to it; other forms of a table leave it out. */
  readonly href?: string | undefined;
  /** Set where the cell names a strategy: how that looks in the charts. */
  readonly series?: SeriesStyle | undefined;
}

/** A table of plain texts; the first of each row heads it. */
export function plainTable(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): DataTable {
  return {
    caption,
    headings,
    rows: rows.map(([header = '', ...cells]) => ({
      header: { text: header },
      cells: cells.map((text) => ({ text })),
    })),
    notes: [],
    whenEmpty: 'Nothing was measured.',
  };
}
