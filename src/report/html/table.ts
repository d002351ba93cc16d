import type { DataTable, TableCell, TableRow } from '../tables/data-table.ts';
import { glyph } from './glyph.ts';
import { type Html, html, prose } from './html.ts';

/**
 * A table in a box of its own that scrolls where the page is too narrow for it. Cells that name a strategy, because they have
 * its looks or stand in a column headed `strategy`, say so to the script (client/pick-strategy.ts).
 */
export function tableElement({ caption, headings, rows, notes, whenEmpty }: DataTable): Html {
  if (rows.length === 0) return html`<p class="nothing">${whenEmpty}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
<table><caption>${caption}</caption>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.map((row) => rowElement(row, headings.indexOf('strategy')))}</tbody></table></div>
${notes.map((note) => html`<p class="note">${prose(note)}</p>`)}`;
}

function rowElement({ header, cells }: TableRow, strategyColumn: number): Html {
  const names = (cell: TableCell, column: number): Html | undefined =>
    cell.series || column === strategyColumn ? html` data-strategy="${cell.text}"` : undefined;
  return html`<tr><th scope="row"${names(header, 0)}>${header.series && glyph(header.series)}${linked(header)}${detail(header)}</th>${cells.map(
    (cell, index) => html`<td${names(cell, index + 1)}>${marked(cell)}${detail(cell)}</td>`,
  )}</tr>
`;
}

function linked({ text, href }: TableCell): Html {
  return href === undefined ? html`${text}` : html`<a href="${href}">${text}</a>`;
}

/** The mark is text as well as weight, so that it also reaches those who cannot see the weight. */
function marked({ text, mark }: TableCell): Html {
  if (mark === 'best')
    return html`<strong>${text}<abbr title="best, and told apart from all others">*</abbr></strong>`;
  if (mark === 'equivalent') return html`<abbr title="equivalent to the baseline">≈</abbr> ${text}`;
  if (mark === 'unclear') return html`<abbr title="not told apart from the baseline">~</abbr> ${text}`;
  return html`${text}`;
}

/** An interval whose ends have units of their own takes two lines where one would make the table scroll. */
function detail({ detail }: TableCell): Html | undefined {
  if (detail === undefined) return undefined;
  return html`<small>${detail.split(intervalDash).map((part, place) => html`${place > 0 ? html` –<wbr> ` : ''}${part}`)}</small>`;
}

const intervalDash = ' – ';
