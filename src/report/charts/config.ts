import type { TopLevelSpec } from 'vega-lite';

/** The width of the drawing without JavaScript, in px; with it, a chart is as wide as its place in the page. */
export const staticWidth = 1040;

/**
 * What all charts share. Colours are the page's own, so that one drawing serves its light and its dark scheme.
 * Nothing is cut off by a limit of Vega's choice: charts leave the room that their labels need.
 */
const chartConfig = {
  background: 'transparent',
  // Written out at every text of a drawing, hence short.
  font: 'system-ui, sans-serif',
  padding: { left: 2, right: 10, top: 4, bottom: 2 },
  view: { stroke: null, continuousWidth: staticWidth },
  axis: {
    domain: false,
    ticks: false,
    grid: true,
    gridColor: 'var(--chart-grid)',
    labelColor: 'var(--chart-muted)',
    labelFontSize: 12,
    labelLimit: 0,
    labelPadding: 6,
    titleColor: 'var(--chart-muted)',
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 8,
  },
  // A label for each 120 px or so, on a phone as on a wide page.
  axisXQuantitative: { tickCount: { expr: 'ceil(width / 120)' }, labelOverlap: 'greedy', labelSeparation: 8 },
  axisYQuantitative: { tickCount: 5 },
  text: { color: 'var(--chart-text)', fontSize: 12.5 },
  // One figure has one accessible name and one data table; reading out each mark would only be noise.
  mark: { aria: false },
} as const satisfies TopLevelSpec['config'];

/** Goes into every spec, beside its marks. */
export const commonParts = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  // The strategy that the reader has picked, in this chart or elsewhere on the page.
  params: [{ name: 'picked', value: '' }],
  width: 'container',
  autosize: { type: 'fit-x', contains: 'padding' },
  config: chartConfig,
} as const satisfies Partial<TopLevelSpec>;
