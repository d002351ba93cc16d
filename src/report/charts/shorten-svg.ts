/**
 * The same drawing in fewer letters: coordinates to a tenth of a pixel, and without what Vega says of every mark though
 * it goes without saying. Only tags are touched, and in them no value that holds a text.
 */
export function shortenSvg(svg: string): string {
  return svg.replace(/<(?:path|text|g)\b[^>]*>/g, (tag) =>
    tag
      .replace(/ (?:d|transform)="[^"]*"/g, (attribute) =>
        attribute.replace(/\d+\.\d{2,}(?:e-\d+)?/g, rounded),
      )
      .replace(/^<path aria-hidden="true"/, '<path')
      .replace(/ opacity="1"(?=[ />])/, ''),
  );
}

function rounded(number: string): string {
  return `${Number(Number(number).toFixed(1))}`;
}
