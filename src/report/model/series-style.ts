/** How a strategy looks in every chart and table: never by colour alone. */
export interface SeriesStyle {
  /** A CSS colour that follows the page's light or dark scheme. */
  readonly colour: string;
  /** Lengths of strokes and gaps in px; empty: a solid line. */
  readonly dash: readonly number[];
  /** A Vega symbol. */
  readonly shape: string;
}

/** Each at least 3:1 against the page's background in its scheme (WCAG 2.2, 1.4.11); most after Okabe and Ito. */
export const seriesColours = [
  { name: 'grey', light: '#6B7280', dark: '#9AA3B2' },
  { name: 'blue', light: '#0072B2', dark: '#4FA8DE' },
  { name: 'vermilion', light: '#D55E00', dark: '#F08A45' },
  { name: 'green', light: '#008F68', dark: '#2FC79B' },
  { name: 'pink', light: '#C0629A', dark: '#E39AC4' },
  { name: 'violet', light: '#7555C8', dark: '#A893F0' },
  { name: 'olive', light: '#857000', dark: '#CDB53C' },
  { name: 'crimson', light: '#B4234F', dark: '#F2718F' },
] as const;

type ColourName = (typeof seriesColours)[number]['name'];

const colourOfMode: Readonly<Record<string, ColourName>> = {
  stateless: 'grey',
  memory: 'blue',
  redis: 'vermilion',
  tiered: 'green',
};

const dashes = [[], [6, 3], [2, 2], [9, 3, 2, 3], [12, 4], [4, 2, 1, 2], [1, 3], [9, 2, 2, 2, 2, 2]];

const shapes = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
];

/**
 * One style for each strategy, in their order. The first strategy of a mode wears the mode's colour; the others take
 * the colours that are left, then begin again, told apart by dash and shape.
 */
export function seriesStyles(strategies: readonly { readonly mode: string }[]): SeriesStyle[] {
  const taken = new Set<ColourName>();
  const claimed = strategies.map(({ mode }) => {
    const own = colourOfMode[mode];
    if (own === undefined || taken.has(own)) return undefined;
    taken.add(own);
    return own;
  });
  const left = seriesColours.map(({ name }) => name).filter((name) => !taken.has(name));
  let next = 0;
  return claimed.map((own, index) => {
    const name = own ?? left[next++ % left.length] ?? 'grey';
    const round = Math.floor(index / shapes.length);
    return {
      colour: `var(--series-${name})`,
      dash: dashes[(index + round) % dashes.length] ?? [],
      shape: shapes[index % shapes.length] ?? 'circle',
    };
  });
}
