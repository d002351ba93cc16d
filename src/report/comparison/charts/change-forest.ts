import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { MarkDef } from 'vega-lite/types_unstable/mark.js';
import type { Layer, LegendEntry } from '../../charts/chart.ts';
import { commonParts } from '../../charts/config.ts';
import { emphasis, strategyChannels } from '../../charts/strategy-channels.ts';

/** One change: a figure of a strategy in two runs. */
export interface ForestLane {
  readonly strategy: string;
  readonly figure: string;
  /** On the axis. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The change with its interval, in words. */
  readonly text: string;
  readonly verdict: string;
  /** Whether the change was told; else the mark is open. */
  readonly told: boolean;
}

export interface ForestAxis {
  readonly x: Omit<PositionFieldDef<string>, 'field'>;
  readonly least: number;
  readonly most: number;
  /** Where nothing changed. */
  readonly none: number;
  /** Around it, what is too little to matter. */
  readonly margin: readonly [from: number, to: number];
}

const [headingHeight, laneHeight, groupGap] = [24, 34, 8];
/** The texts stand above what is drawn, not in it. */
const [textOffset, markOffset, markRoom] = [8, 23, 8];

/**
 * A forest plot (Lewis and Clarke, "Forest plots: trying to see the wood and the trees", 2001) of changes: under the name of
 * each strategy a lane for each figure, its words above its mark, so that a phone has room for both. An interval that reaches
 * further than the axis ends with it.
 */
export function changeForest(
  lanes: readonly ForestLane[],
  strategies: readonly LegendEntry[],
  { x, least, most, none, margin: [from, to] }: ForestAxis,
): TopLevelSpec {
  const { headings, placed, height } = placedLanes(lanes);
  const { color, shape } = strategyChannels(strategies);
  const y: PositionFieldDef<string> = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, height], reverse: true, nice: false, zero: false },
  };
  const within = (end: number): number => Math.min(most, Math.max(least, end));
  const values = placed.map((lane) => ({
    ...lane,
    ...{ from, to, none, top: lane.y - markRoom, bottom: lane.y + markRoom },
    value: within(lane.value),
    low: within(lane.low),
    high: within(lane.high),
  }));
  const text = (field: string, at: number | 'width', mark: Partial<MarkDef<'text'>>): Layer => ({
    mark: { type: 'text', baseline: 'middle', fontSize: 12, ...mark },
    encoding: {
      x: { value: at },
      y: { ...y, field: 'textY' },
      text: { field, type: 'nominal' },
      opacity: emphasis(),
    },
  });
  const point = (told: boolean): Layer => ({
    transform: [{ filter: `datum.told === ${told}` }],
    mark: told
      ? { type: 'point', filled: true, size: 100 }
      : { type: 'point', filled: false, fill: 'var(--chart-paper)', strokeWidth: 2, size: 75 },
    encoding: {
      ...{ x: { field: 'value', ...x }, y, color, shape },
      opacity: emphasis(),
      tooltip: [
        { field: 'strategy', type: 'nominal' },
        { field: 'figure', type: 'nominal' },
        { field: 'text', type: 'nominal', title: 'change' },
        { field: 'verdict', type: 'nominal' },
      ],
    },
  });
  return {
    ...commonParts,
    height,
    layer: [
      {
        data: { values: headings },
        ...text('strategy', 0, { align: 'left', fontWeight: 600, fontSize: 12.5, limit: { expr: 'width' } }),
      },
      {
        data: { values },
        layer: [
          {
            mark: { type: 'rect', color: 'var(--chart-grid)' },
            encoding: {
              x: { field: 'from', ...x },
              x2: { field: 'to' },
              y: { ...y, field: 'top' },
              y2: { field: 'bottom' },
            },
          },
          {
            mark: { type: 'rule', strokeWidth: 1.5, color: 'var(--chart-muted)' },
            encoding: { x: { field: 'none', ...x }, y: { ...y, field: 'top' }, y2: { field: 'bottom' } },
          },
          {
            mark: { type: 'rule', strokeWidth: 3 },
            encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color, opacity: emphasis() },
          },
          point(true),
          point(false),
          text('label', 0, { align: 'left', color: 'var(--chart-muted)' }),
          text('verdict', 'width', { align: 'right', fontWeight: 600 }),
        ],
      },
    ],
  };
}

/** Every lane with its place, in px from the top, and the headings above those of each strategy. */
function placedLanes(lanes: readonly ForestLane[]) {
  const headings: { strategy: string; textY: number }[] = [];
  let top = 0;
  const placed = lanes.map((lane) => {
    if (headings.at(-1)?.strategy !== lane.strategy) {
      top += headings.length === 0 ? 0 : groupGap;
      headings.push({ strategy: lane.strategy, textY: top + headingHeight / 2 });
      top += headingHeight;
    }
    const at = { textY: top + textOffset, y: top + markOffset };
    top += laneHeight;
    return { ...lane, ...at, label: `${lane.figure}: ${lane.text}` };
  });
  return { headings, placed, height: top };
}
