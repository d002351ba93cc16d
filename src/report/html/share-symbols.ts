import { groupBy } from '../model/group-by.ts';

/** How often a symbol must occur for sharing it to pay. */
const fewest = 4;

/**
 * The same drawing with each symbol that it repeats drawn once and then referred to: of hundreds of trials, most have the same
 * shape in the same colour. `id` tells the symbols of this drawing from those of others in the page.
 */
export function shareSymbols(svg: string, id: string): string {
  const occurrences = groupBy([...svg.matchAll(symbol)], ([, , , look = '']) => look);
  const shared = [...occurrences].filter(([, found]) => found.length >= fewest).map(([look]) => look);
  const names = new Map(shared.map((look, index) => [look, `${id}-symbol-${index}`]));
  const drawn = svg.replace(symbol, (whole, x: string, y: string, look: string) => {
    const name = names.get(look);
    return name === undefined ? whole : `<use href="#${name}" x="${x}" y="${y}"/>`;
  });
  const symbols = shared.map((look) => `<path id="${names.get(look)}" ${look}/>`).join('');
  return symbols === ''
    ? svg
    : drawn.replace(/^<svg[^>]*>/, (opening) => `${opening}<defs>${symbols}</defs>`);
}

/** Where it stands, and how it looks. */
const symbol = /<path transform="translate\(([-\d.]+),([-\d.]+)\)" (d="[^>]*)\/>/g;
