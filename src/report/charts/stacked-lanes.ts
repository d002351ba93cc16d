import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Layer } from './chart.ts';
import { type Lane, laneSpec, laneTops, laneY } from './lanes.ts';
import { emphasis } from './strategy-channels.ts';
import { measureText } from './text-width.ts';

/** A bar of a strategy, in pieces one after the other. */
export interface StackedLane {
  readonly strategy: string;
  /** What is said of the whole bar, on a line of its own, and of its pieces. */
  readonly total?: string;
  readonly texts: readonly string[];
  readonly pieces: readonly Piece[];
  /** Drawn below the bar's end. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
}

export interface Piece {
  readonly part: string;
  readonly amount: number;
  /** The amount in words. */
  readonly text: string;
}

export interface Stack {
  readonly parts: readonly { readonly name: string; readonly colour: string }[];
  /** The axis of the amounts. */
  readonly axis: PositionFieldDef<string>;
  /** Where the axis ends. */
  readonly most: number;
  /** What tooltips call a part and its amount. */
  readonly titles: readonly [part: string, amount: string];
}

/** In px: from a lane's top to its first line of text and from one line to the next; of the bar, and below it. */
const [firstLine, lineHeight] = [38, 14.5];
const [barHeight, gap] = [15, 14];

const fontSize = 12;

/** What a line of a phone has room for, in px; and how much wider than Helvetica its font may be. */
const widestLine = 335;
const widestFont = 1.15;

/** Bars in pieces, a lane for each strategy; a piece is named where its name fits, and all are told above the bar. */
export function stackedLanes(
  bars: readonly StackedLane[],
  { parts, axis, most, titles }: Stack,
): TopLevelSpec {
  const lines = bars.map(({ total, texts }) => [...(total === undefined ? [] : [total]), ...inLines(texts)]);
  const lanes = bars.map(({ strategy }, lane): Lane => {
    const value = lines[lane] ?? [];
    const height = firstLine + (value.length - 1) * lineHeight + barHeight + gap;
    return { name: strategy, strategy, value: value.join('\n'), height };
  });
  const bottoms = laneTops(lanes).slice(1);
  const y = laneY(lanes);
  const values = bars.flatMap(({ strategy, pieces }, lane) => {
    const to = (bottoms[lane] ?? 0) - gap;
    let before = 0;
    return pieces.map(({ part, amount, text }) => {
      const from = before;
      before += amount;
      return {
        ...{ strategy, part, text, from, to: before, middle: (from + before) / 2, y: to - barHeight, y2: to },
        needed: Math.ceil(measureText({ fontSize }, part) * widestFont) + 6,
      };
    });
  });
  const intervals = bars.flatMap(({ strategy, interval }, lane) =>
    interval === undefined ? [] : [{ strategy, ...interval, y: (bottoms[lane] ?? 0) - gap + 4 }],
  );
  return laneSpec(lanes, [
    {
      data: { values },
      layer: [
        {
          mark: { type: 'rect', stroke: 'var(--chart-paper)', strokeWidth: 1 },
          encoding: {
            ...{ x: { field: 'from', ...axis }, x2: { field: 'to' }, y, y2: { field: 'y2' } },
            fill: {
              field: 'part',
              type: 'nominal',
              legend: null,
              scale: { domain: parts.map(({ name }) => name), range: parts.map(({ colour }) => colour) },
            },
            opacity: emphasis(),
            tooltip: [
              { field: 'strategy', type: 'nominal' },
              { field: 'part', type: 'nominal', title: titles[0] },
              { field: 'text', type: 'nominal', title: titles[1] },
            ],
          },
        },
        {
          mark: {
            ...{ type: 'text', color: 'var(--fate-text)', fontSize, dy: barHeight / 2 + 0.5 },
            text: { expr: `(datum.to - datum.from) / ${most} * width < datum.needed ? '' : datum.part` },
          },
          encoding: { x: { field: 'middle', ...axis }, y, opacity: emphasis() },
        },
      ],
    },
    ...(intervals.length === 0 ? [] : [intervalLayer(intervals, axis, y)]),
  ]);
}

function intervalLayer(values: object[], axis: PositionFieldDef<string>, y: ReturnType<typeof laneY>): Layer {
  return {
    data: { values },
    mark: { type: 'rule', strokeWidth: 2, color: 'var(--chart-text)' },
    encoding: { x: { field: 'low', ...axis }, x2: { field: 'high' }, y, opacity: emphasis() },
  };
}

/** As many texts to a line as a phone has room for. */
function inLines(texts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const longer = [...lines.slice(-1), text].join(' · ');
    if (lines.length > 0 && widestFont * measureText({ fontSize: 12.5 }, longer) <= widestLine)
      lines.splice(-1, 1, longer);
    else lines.push(text);
  }
  return lines;
}
