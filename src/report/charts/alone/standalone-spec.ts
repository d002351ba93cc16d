import type { TopLevelSpec } from 'vega-lite';
import type { LegendEntry } from '../chart.ts';
import { staticWidth } from '../config.ts';
import { measureText } from '../text-width.ts';
import { type ColourOf, resolveColours } from './resolve-colours.ts';
import { wrapText } from './wrap-text.ts';

interface SpecContent {
  readonly title: string;
  readonly caption: string;
  readonly legend: readonly LegendEntry[];
  readonly spec: TopLevelSpec;
}

const titleFont = { fontSize: 18, fontWeight: 600 };
const legendFont = { fontSize: 12.5 };
const symbolWidth = 40;

/** A chart's specification as a document of its own: colours resolved, a width in px, its title, and its legend. */
export function standaloneSpec(
  { title, caption, legend, spec }: SpecContent,
  colourOf: ColourOf,
): TopLevelSpec {
  const { config, ...parts } = JSON.parse(resolveColours(JSON.stringify(spec), colourOf)) as TopLevelSpec;
  const text = colourOf('chart-text');
  const widestName = Math.max(0, ...legend.map(({ name }) => measureText(legendFont, name)));
  return {
    ...(withoutPage(parts, legend.length > 0) as TopLevelSpec),
    title: {
      text: wrapText(title, staticWidth, titleFont),
      anchor: 'start',
      frame: 'group',
      offset: 16,
      ...titleFont,
      color: text,
    },
    description: caption,
    config: {
      ...config,
      background: colourOf('chart-paper') ?? 'white',
      padding: 20,
      legend: {
        orient: 'top',
        title: null,
        columns: Math.max(1, Math.floor(staticWidth / (widestName + symbolWidth))),
        labelLimit: 0,
        labelColor: text,
        labelFontSize: legendFont.fontSize,
        symbolSize: 90,
        symbolOpacity: 1,
        // Dashes would fray the outlines of the symbols.
        symbolStrokeWidth: 0,
      },
    },
  } as TopLevelSpec;
}

/** What the page gives a chart it must have itself: its width, and where its marks are explained beside it, a legend. */
function withoutPage(part: unknown, hasLegend: boolean): unknown {
  if (Array.isArray(part)) return part.map((each) => withoutPage(each, hasLegend));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, value]) => {
      if (key === 'data') return [[key, value]];
      if (key === 'width' && value === 'container') return [[key, staticWidth]];
      if (key === 'legend' && value === null && hasLegend) return [];
      return [[key, withoutPage(value, hasLegend)]];
    }),
  );
}
