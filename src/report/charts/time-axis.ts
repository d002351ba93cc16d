import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Layer } from './chart.ts';
import { commonParts } from './config.ts';

/** What a chart over time shows, in seconds since the measurement began, or what is simulated of one: less than 0 is the warm-up. */
export interface TimeSpan {
  readonly kind: 'measured' | 'simulated';
  readonly from: number;
  readonly to: number;
}

/**
 * Where the axis begins and ends, which the page changes in all charts over time at once (client/zoom-time.ts), and the stretch that
 * is being marked meanwhile.
 */
export function timeParams({ from, to }: TimeSpan) {
  return [
    ...commonParts.params,
    { name: 'zoomFrom', value: from },
    { name: 'zoomTo', value: to },
    { name: 'brushFrom', value: from },
    { name: 'brushTo', value: from },
  ] satisfies TopLevelSpec['params'];
}

/** Whole seconds, but for a reader who has come closer than half of what there is. */
export function timeAxis({ kind, from, to }: TimeSpan): PositionFieldDef<string> {
  return {
    field: 'seconds',
    type: 'quantitative',
    title:
      kind === 'measured' ? 'seconds since the measurement began' : 'simulated seconds since the warm-up',
    scale: { domain: [{ expr: 'zoomFrom' }, { expr: 'zoomTo' }], nice: false },
    axis: { format: '~r', tickMinStep: { expr: `zoomTo - zoomFrom < ${(to - from) / 2} ? 0 : 1` } },
  };
}

/** From top to bottom of a drawing so many px high, behind its panels: the warm-up, and what the reader is marking. */
export function timeLayers({ from }: TimeSpan, x: PositionFieldDef<string>, height: number): Layer[] {
  const { field: _, ...seconds } = x;
  const scale = { domain: [0, 1], range: [height, 0] };
  const vertical = {
    y: { type: 'quantitative' as const, datum: 0, scale, axis: null },
    y2: { datum: 1 },
  };
  const mark = { type: 'rect', clip: true } as const;
  return [
    {
      // First, because Vega draws the grid of the time axis as high as the first layer.
      data: { values: [{}] },
      mark: { ...mark, color: 'var(--chart-text)', opacity: { expr: 'brushFrom === brushTo ? 0 : 0.15' } },
      encoding: {
        x: { ...seconds, datum: { expr: 'brushFrom' } },
        x2: { datum: { expr: 'brushTo' } },
        ...vertical,
      },
    },
    ...(from < 0 ? warmupLayers(from, seconds, vertical, height) : []),
  ];
}

function warmupLayers(
  from: number,
  seconds: Omit<PositionFieldDef<string>, 'field'>,
  vertical: object,
  height: number,
): Layer[] {
  const isWide = `-zoomFrom / (zoomTo - zoomFrom) * width > 70`;
  return [
    {
      data: { values: [{ start: from, end: 0 }] },
      mark: { type: 'rect', clip: true, color: 'var(--chart-muted)', opacity: 0.1 },
      encoding: { x: { field: 'start', ...seconds }, x2: { field: 'end' }, ...vertical },
    },
    {
      data: { values: [{ end: 0 }] },
      mark: {
        type: 'text',
        clip: true,
        fontSize: 11,
        color: 'var(--chart-muted)',
        // Beside its band where that is too narrow for the word.
        align: { expr: `${isWide} ? 'right' : 'left'` },
        text: { expr: `${isWide} ? 'warm-up' : '◂ warm-up'` },
        dx: { expr: `${isWide} ? -5 : 3` },
      },
      encoding: { x: { field: 'end', ...seconds }, y: { value: height - 8 } },
    },
  ];
}
