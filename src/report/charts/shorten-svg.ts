/**
 * The same drawing in fewer letters: coordinates to a tenth of a pixel, without what Vega says of every mark though it
 * goes without saying, and without marks that show nothing. Only tags are touched, and in them no value that holds a text.
 */
export function shortenSvg(svg: string): string {
  return withOwnIds(svg)
    .replace(unseen, '')
    .replace(/<(?:path|text|g|line)\b[^>]*>/g, (tag) =>
      tag
        .replace(/ (?:d|transform)="[^"]*"/g, (attribute) =>
          attribute.replace(/\d+\.\d{2,}(?:e-\d+)?/g, rounded),
        )
        .replace(/^<path aria-hidden="true"/, '<path')
        .replace(/ opacity="1"(?=[ />])/, ''),
    );
}

/** Vega numbers what it refers to since the program began: here it is numbered in the drawing, which is then always the same. */
function withOwnIds(svg: string): string {
  const numbers = new Map<string, number>();
  return svg.replace(/<\w[^>]*>/g, (tag) =>
    tag.replace(
      /( (?:id|clip-path|fill|stroke)="(?:url\(#)?(?:clip|gradient_))(\d+)/g,
      (_, before: string, number: string) => {
        const own = numbers.get(number) ?? numbers.size + 1;
        numbers.set(number, own);
        return `${before}${own}`;
      },
    ),
  );
}

/** The ground of an axis, and what Vega keeps ready to lay over a group. */
const unseen =
  /<path class="(?:background" aria-hidden="true" d="M0,0h0v0h0Z" pointer-events="none"|foreground" aria-hidden="true" d="" pointer-events="none" display="none")\/>/g;

function rounded(number: string): string {
  return `${Number(Number(number).toFixed(1))}`;
}
