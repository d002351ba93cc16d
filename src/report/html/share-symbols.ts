import { groupBy } from '../model/group-by.ts';

/** How often a symbol must occur for sharing it to pay. */
const fewest = 4;

/**
 * The same drawing with each symbol that it repeats drawn once, as the marker of a line that is not seen itself (SVG 2 §13.7): of hundreds of
 * trials, most have the same shape in the same colour; and looks that neighbours have in common are said once. `id` tells what is referred to in this
 * drawing from what others in the page refer to, live ones among them, which Vega numbers anew.
 */
export function shareSymbols(svg: string, id: string): string {
  const occurrences = groupBy([...svg.matchAll(symbol)], ([, , , look = '']) => look);
  const shared = [...occurrences].filter(([, found]) => found.length >= fewest).map(([look]) => look);
  const names = new Map(shared.map((look, index) => [look, `${id}-symbol-${index}`]));
  const drawn = svg.replace(neighbours, (whole, look: string) => {
    const name = names.get(look);
    const places = [...whole.matchAll(symbol)].map(([, x, y]) => `${x},${y}`);
    return name === undefined
      ? whole
      : `<path fill="none" style="marker:url(#${name})" d="M${places.join('L')}"/>`;
  });
  const symbols = shared.map(
    (look) => `<marker id="${names.get(look)}" ${unscaled}><path ${look}/></marker>`,
  );
  const complete =
    symbols.length === 0
      ? svg
      : drawn.replace(/^<svg[^>]*>/, (opening) => `${opening}<defs>${symbols.join('')}</defs>`);
  return named(together(complete), id);
}

/** Only what a group hands on to its children may be said of it; an opacity, or where it stands, is its own. */
function together(svg: string): string {
  return svg.replace(
    /<path d="[^"]*"((?: (?:fill|fill-opacity|stroke|stroke-width)="[^"]*")+)\/>(?:<path d="[^"]*"\1\/>)+/g,
    (paths, look: string) => `<g${look}>${paths.replaceAll(`${look}/>`, '/>')}</g>`,
  );
}

/** Vega's clipping paths under names of this drawing's own. */
function named(svg: string, id: string): string {
  return svg.replace(/<[^>]*>/g, (tag) => tag.replace(/(id="|url\(#)(?=clip\d)/g, `$1${id}-`));
}

/** Where it stands, and how it looks. */
const symbol = /<path transform="translate\(([-\d.]+),([-\d.]+)\)" (d="[^>]*)\/>/g;

/** Symbols that look the same, one after the other. */
const neighbours =
  /<path transform="translate\([^)"]+\)" (d="[^>]*)\/>(?:<path transform="translate\([^)"]+\)" \1\/>)*/g;

/** Or it would be as large as the line is wide, and cut off at three times that. */
const unscaled = 'markerUnits="userSpaceOnUse" overflow="visible"';
