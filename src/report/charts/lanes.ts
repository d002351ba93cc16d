import type { TopLevelSpec } from 'vega-lite';
import type { Layer } from './chart.ts';
import { commonParts } from './config.ts';

/**
 * A row of a drawing, with a line of text above its marks instead of a label at its left, which would take
 * half of a phone's width.
 */
export interface Lane {
  readonly left: string;
  readonly right: string;
}

const laneHeight = 50;
const textOffset = 13;
const markOffset = 33;

/** Where the marks of a lane stand, in px from the top; data carry it as `y`. */
export function laneMiddle(lane: number): number {
  return lane * laneHeight + markOffset;
}

/** The channel of a datum's `y`: one unit is one px. */
export function laneY(lanes: readonly Lane[]) {
  const domain = [0, lanes.length * laneHeight];
  return {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain, reverse: true, nice: false, zero: false },
  } as const;
}

/** The layers drawn over the texts of their lanes. */
export function laneSpec(lanes: readonly Lane[], layers: readonly Layer[]): TopLevelSpec {
  const texts = lanes.map(({ left, right }, lane) => ({ left, right, y: lane * laneHeight + textOffset }));
  const text = (field: 'left' | 'right'): Layer => ({
    data: { values: texts },
    mark: {
      type: 'text',
      align: field,
      baseline: 'middle',
      fontWeight: field === 'left' ? 600 : 'normal',
      limit: { expr: 'width * 0.49' },
    },
    encoding: {
      x: { value: field === 'left' ? 0 : 'width' },
      y: laneY(lanes),
      text: { field, type: 'nominal' },
    },
  });
  return {
    ...commonParts,
    height: lanes.length * laneHeight,
    layer: [...layers, text('left'), text('right')],
  };
}
