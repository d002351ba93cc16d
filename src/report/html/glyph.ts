import type { SeriesStyle } from '../model/series-style.ts';
import { type Html, html } from './html.ts';

/** Vega's symbols, in a box from −5 to 5. */
const outlines: Readonly<Record<string, string>> = {
  circle: 'M4,0A4,4,0,1,1,-4,0A4,4,0,1,1,4,0Z',
  square: 'M-3.6,-3.6H3.6V3.6H-3.6Z',
  'triangle-up': 'M0,-4.5L4.5,3.6H-4.5Z',
  diamond: 'M0,-5L4,0L0,5L-4,0Z',
  cross: 'M-1.5,-4.5H1.5V-1.5H4.5V1.5H1.5V4.5H-1.5V1.5H-4.5V-1.5H-1.5Z',
  'triangle-down': 'M0,4.5L4.5,-3.6H-4.5Z',
  'triangle-right': 'M4.5,0L-3.6,4.5V-4.5Z',
  'triangle-left': 'M-4.5,0L3.6,4.5V-4.5Z',
};

/** How a strategy looks in the drawings: its mark on its line. */
export function glyph({ colour, dash, shape }: SeriesStyle): Html {
  return html`<svg class="glyph" viewBox="-15 -6 30 12" width="30" height="12" aria-hidden="true"><path d="M-14,0H14" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash.join(' ')}"/><path d="${outlineOf(shape)}" fill="${colour}"/></svg>`;
}

/** The outline of a Vega symbol, in a box from −5 to 5, as the data of an SVG path. */
export function outlineOf(shape: string): string {
  return outlines[shape] ?? '';
}
