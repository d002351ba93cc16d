import { outlineOf } from '../html/glyph.ts';
import { type Html, html } from '../html/html.ts';
import { seriesStyles } from '../model/series-style.ts';
import { counted } from '../wording.ts';
import { shortened } from './card.ts';
import type { Winners } from './gallery-entry.ts';

const [width, rowHeight, lineHeight, gap] = [150, 16, 14, 2];
/** Of the widest mark, in px. */
const markWidth = 9;
/** So many winners are named beneath; and of each name, what is as wide as the drawing. */
const [mostNamed, longestName] = [5, 22];

/**
 * The cells of a sweep, each with the mark of the strategy that is best there; an empty one where none is established to be.
 * Drawn from the card's numbers alone, because a card may come from anyone.
 */
export function winnersThumbnail(winners: Winners): Html {
  const { strategies, fields } = winners;
  const styles = seriesStyles(strategies);
  const columns = 1 + Math.max(...fields.map(({ column }) => column));
  const rows = 1 + Math.max(...fields.map(({ row }) => row));
  const columnWidth = width / columns;
  const scale = round(Math.min(1, (columnWidth - gap) / markWidth - 0.1));
  const markAt = (x: number, y: number, place: number, size = 1): Html | undefined => {
    const style = styles[place];
    const scaled = size === 1 ? '' : ` scale(${size})`;
    return (
      style &&
      html`<path fill="${style.colour}" transform="translate(${round(x)} ${y})${scaled}" d="${outlineOf(style.shape)}"/>`
    );
  };
  const cells = fields.map(({ column, row, winner }) => {
    const [x, y] = [column * columnWidth + gap / 2, row * rowHeight + gap / 2];
    const [boxWidth, boxHeight] = [columnWidth - gap, rowHeight - gap];
    return html`<rect x="${round(x)}" y="${y}" width="${round(boxWidth)}" height="${boxHeight}"/>${winner === null ? undefined : markAt(x + boxWidth / 2, y + boxHeight / 2, winner, scale)}`;
  });
  const height = rows * rowHeight;
  const named = wonBy(winners).slice(0, mostNamed);
  const names = named.map(({ name, place }, line) => {
    const y = height + (line + 2) * lineHeight - 2;
    return html`${markAt(5, y - 4, place)}<text x="14" y="${y}">${shortened(name, longestName)}</text>`;
  });
  const whole = height + (named.length + 1) * lineHeight;
  return html`<svg class="thumb" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img" aria-label="${inWords(winners)}"><g class="cells">${cells}</g><text x="0" y="${height + lineHeight - 2}">best in ${cellsOf(winners)}${named.length === 0 ? ': none' : ''}</text>${names}</svg>`;
}

/** The strategies that are best anywhere, with their places and in how many cells. */
function wonBy({ strategies, fields }: Winners) {
  return strategies.flatMap(({ name }, place) => {
    const times = fields.filter(({ winner }) => winner === place).length;
    return times === 0 ? [] : [{ name, place, times }];
  });
}

function inWords(winners: Winners): string {
  const { strategies, fields } = winners;
  const won = wonBy(winners).map(({ name, times }) => `${name} in ${times}`);
  const open = fields.filter(({ winner }) => winner === null || strategies[winner] === undefined).length;
  return `Best in ${cellsOf(winners)}: ${[...won, ...(open === 0 ? [] : [`not established in ${open}`])].join(', ')}`;
}

/** Of a large sweep not all have room. */
function cellsOf({ fields, measured }: Winners): string {
  const all = counted(measured, 'cell');
  return fields.length < measured ? `${fields.length} of ${all}` : all;
}

/** To a tenth of a px. */
function round(px: number): number {
  return Math.round(px * 10) / 10;
}
