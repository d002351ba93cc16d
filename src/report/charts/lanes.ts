import type { TopLevelSpec } from 'vega-lite';
import type { MarkDef } from 'vega-lite/types_unstable/mark.js';
import type { Layer } from './chart.ts';
import { commonParts } from './config.ts';
import { emphasis } from './strategy-channels.ts';

/**
 * A row of a drawing. Its texts stand above its marks, one below the other: labels at the left would take half of a
 * phone's width, and on one line a long name would run into the value.
 */
export interface Lane {
  readonly name: string;
  /** What the marks amount to, in words; a line feed begins a second line, for which the marks must leave room. */
  readonly value: string;
  /** Whose lane it is; absent where it is not a strategy's. */
  readonly strategy?: string;
  /** In px; absent: as high as a line of text and a row of marks take. */
  readonly height?: number;
}

const laneHeight = 72;
const nameOffset = 12;
const valueOffset = 29;
const markOffset = 49;

/** Where the marks of a lane stand among lanes of the usual height, in px from the top; data carry it as `y`. */
export function laneMiddle(lane: number): number {
  return lane * laneHeight + markOffset;
}

/** Where each lane begins, in px from the top, and after them where another would. */
export function laneTops(lanes: readonly Lane[]): number[] {
  const tops = [0];
  for (const { height = laneHeight } of lanes) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
}

/** The channel of a datum's `y`: one unit is one px. */
export function laneY(lanes: readonly Lane[]) {
  const domain = [0, laneTops(lanes).at(-1) ?? 0];
  return {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain, reverse: true, nice: false, zero: false },
  } as const;
}

/** The layers drawn over the texts of their lanes. */
export function laneSpec(lanes: readonly Lane[], layers: readonly Layer[]): TopLevelSpec {
  const tops = laneTops(lanes);
  const text = (field: 'name' | 'value', offset: number, mark: Partial<MarkDef<'text'>>): Layer => ({
    data: {
      values: lanes.map((lane, index) => ({
        text: lane[field],
        y: (tops[index] ?? 0) + offset,
        ...(lane.strategy !== undefined && { strategy: lane.strategy }),
      })),
    },
    mark: {
      ...mark,
      type: 'text',
      align: 'left',
      baseline: 'middle',
      limit: { expr: 'width' },
      lineBreak: '\n',
    },
    encoding: {
      x: { value: 0 },
      y: laneY(lanes),
      text: { field: 'text', type: 'nominal' },
      opacity: emphasis(1, 'text'),
    },
  });
  return {
    ...commonParts,
    height: tops.at(-1) ?? 0,
    layer: [
      ...layers,
      text('name', nameOffset, { fontWeight: 600 }),
      text('value', valueOffset, { color: 'var(--chart-muted)' }),
    ],
  };
}
