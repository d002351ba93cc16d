import { outlineOf } from '../html/glyph.ts';
import { type Html, html } from '../html/html.ts';
import { seriesStyles } from '../model/series-style.ts';
import { counted } from '../wording.ts';
import type { Winners } from './gallery-entry.ts';

const [width, rowHeight, legendHeight, gap] = [150, 16, 14, 2];

/**
 * The cells of a sweep, each with the mark of the strategy that is best there; an empty one where none is established to be.
 * Drawn from the card's numbers alone, because a card may come from anyone.
 */
export function winnersThumbnail({ strategies, fields }: Winners): Html {
  const styles = seriesStyles(strategies);
  const columns = 1 + Math.max(...fields.map(({ column }) => column));
  const rows = 1 + Math.max(...fields.map(({ row }) => row));
  const columnWidth = width / columns;
  const marks = fields.map(({ column, row, winner }) => {
    const style = winner === null ? undefined : styles[winner];
    const [x, y] = [round(column * columnWidth + gap / 2), row * rowHeight + gap / 2];
    const box = html`<rect x="${x}" y="${y}" width="${round(columnWidth - gap)}" height="${rowHeight - gap}"/>`;
    return style === undefined
      ? box
      : html`${box}<path fill="${style.colour}" transform="translate(${round(x + (columnWidth - gap) / 2)} ${y + (rowHeight - gap) / 2})" d="${outlineOf(style.shape)}"/>`;
  });
  const height = rows * rowHeight;
  const whole = height + legendHeight;
  return html`<svg class="thumb" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img" aria-label="${inWords({ strategies, fields })}"><g class="cells">${marks}</g><text x="0" y="${whole - 2}">best in each cell</text></svg>`;
}

function inWords({ strategies, fields }: Pick<Winners, 'strategies' | 'fields'>): string {
  const won = strategies.flatMap(({ name }, place) => {
    const times = fields.filter(({ winner }) => winner === place).length;
    return times === 0 ? [] : [`${name} in ${times}`];
  });
  const open = fields.filter(({ winner }) => winner === null || strategies[winner] === undefined).length;
  const parts = [...won, ...(open === 0 ? [] : [`not established in ${open}`])];
  return `Best in ${counted(fields.length, 'cell')}: ${parts.join(', ')}`;
}

/** To a tenth of a px. */
function round(px: number): number {
  return Math.round(px * 10) / 10;
}
