import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { MarkDef } from 'vega-lite/types_unstable/mark.js';
import type { Layer, LegendEntry } from './chart.ts';
import { commonParts } from './config.ts';
import { stepsAround } from './latency-axis.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';
import { measureText } from './text-width.ts';

/** The lanes of one figure, under its heading. */
export interface ForestGroup {
  readonly heading: string;
  /** What lies at either side of 1: `fewer`, `more: better`. */
  readonly sides: readonly [left: string, right: string];
  /** What is too little to matter, as a share of 1 either way; undefined where it is no ratio. */
  readonly margin: number | undefined;
  readonly lanes: readonly ForestLane[];
}

export interface ForestLane {
  readonly strategy: string;
  /** 0 and infinite ones stand at the end of the axis. */
  readonly ratio: number;
  readonly interval: { readonly low: number; readonly high: number } | undefined;
  /** In words, with its interval, and without where there is no room for it. */
  readonly text: string;
  readonly shortText: string;
  readonly verdict: string;
  readonly mark: 'told' | 'untold' | 'equivalent';
}

const [headingHeight, laneHeight, groupGap] = [30, 32, 10];
const [textOffset, markOffset] = [9, 23];

/** The column of the verdicts, at the right, and what keeps it from the ratios. */
const [verdictWidth, gutter] = [76, 10];
const fontSize = 12;

/** Fonts differ: what is measured as Helvetica may be drawn in a wider one. */
const widestFont = 1.15;

/** Intervals are drawn so many times beyond the outermost ratio at most, or a single wide one would rule the axis. */
const farthestBeyond = 5;

/** Two bars, as of the sign `=`. */
const equals = 'M-0.9,-0.75H0.9V-0.2H-0.9ZM-0.9,0.2H0.9V0.75H-0.9Z';

/**
 * A forest plot (Lewis and Clarke, "Forest plots: trying to see the wood and the trees", 2001) of ratios to a baseline, in
 * lanes so low that a screen holds those of several strategies. Names and figures stand above the marks, so that a phone has
 * room for both.
 *
 * @returns its drawing, and whether intervals reach further than the axis does
 */
export function forestOf(
  groups: readonly ForestGroup[],
  strategies: readonly LegendEntry[],
): { readonly spec: TopLevelSpec; readonly isCut: boolean } {
  const { color, shape } = strategyChannels(strategies);
  const tops = topsOf(groups);
  const height = (tops.at(-1) ?? 0) - groupGap;
  const { axis: x, low: least, high: most } = axisOf(groups.flatMap(({ lanes }) => lanes));
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, height], reverse: true, nice: false, zero: false },
  } as const satisfies PositionFieldDef<string>;
  const within = (ratio: number): number => Math.min(most, Math.max(least, ratio));
  const headings = groups.map(({ heading, sides: [left, right] }, group) => ({
    ...{ heading, left: `← ${left}`, right: `${right} →` },
    y: (tops[group] ?? 0) + headingHeight / 2,
  }));
  const lanes = groups.flatMap((group, index) =>
    group.lanes.map(({ interval, ratio, ...lane }, place) => {
      const top = (tops[index] ?? 0) + headingHeight + place * laneHeight;
      const [low, high] = [interval?.low ?? ratio, interval?.high ?? ratio];
      return {
        ...lane,
        ...{ figure: group.heading, ratio: within(ratio), low: within(low), high: within(high) },
        ...{ isCutLow: low < least, isCutHigh: high > most },
        ...{
          textY: top + textOffset,
          y: top + markOffset,
          from: top + markOffset - 8,
          to: top + markOffset + 8,
        },
        one: 1,
        ...(group.margin !== undefined && { bandFrom: 1 / (1 + group.margin), bandTo: 1 + group.margin }),
        taken: widthOf(lane.text) + verdictWidth + 2 * gutter,
        shortTaken: widthOf(lane.shortText) + verdictWidth + 2 * gutter,
      };
    }),
  );
  // Names come before intervals, which are drawn as well.
  const roomForAll = Math.max(...lanes.map(({ strategy, taken }) => widthOf(strategy) + taken));
  const text = (
    field: string,
    at: number | 'width' | { expr: string },
    mark: Partial<MarkDef<'text'>>,
  ): Layer => ({
    mark: { type: 'text', baseline: 'middle', fontSize, ...mark },
    encoding: {
      x: { value: at },
      y: { ...y, field: field in (lanes[0] ?? {}) ? 'textY' : 'y' },
      ...('text' in mark ? {} : { text: { field, type: 'nominal' } }),
      opacity: emphasis(),
    },
  });
  const symbol = (kind: ForestLane['mark'], mark: Partial<MarkDef<'point'>>): Layer => ({
    transform: [{ filter: `datum.mark === '${kind}'` }],
    mark: { type: 'point', size: 85, ...mark },
    encoding: {
      x: { field: 'ratio', ...x },
      y,
      color,
      ...(kind === 'equivalent' ? {} : { shape }),
      opacity: emphasis(),
      tooltip: [
        { field: 'strategy', type: 'nominal' },
        { field: 'figure', type: 'nominal' },
        { field: 'text', type: 'nominal', title: 'times the baseline' },
        { field: 'verdict', type: 'nominal' },
      ],
    },
  });
  const cut = (side: 'low' | 'high', shapeOfEnd: string): Layer => ({
    transform: [{ filter: side === 'low' ? 'datum.isCutLow' : 'datum.isCutHigh' }],
    mark: { type: 'point', filled: true, size: 60, shape: shapeOfEnd },
    encoding: { x: { field: side, ...x }, y, color, opacity: emphasis() },
  });
  const muted = { color: 'var(--chart-muted)' };
  return {
    isCut: lanes.some(({ isCutLow, isCutHigh }) => isCutLow || isCutHigh),
    spec: {
      ...commonParts,
      height,
      layer: [
        {
          data: { values: headings },
          layer: [
            text('left', 0, { ...muted, align: 'left' }),
            text('right', 'width', { ...muted, align: 'right' }),
            text('heading', { expr: 'width / 2' }, { align: 'center', fontWeight: 600, fontSize: 12.5 }),
          ],
        },
        {
          data: { values: lanes },
          layer: [
            {
              transform: [{ filter: 'isValid(datum.bandFrom)' }],
              mark: { type: 'rect', color: 'var(--chart-grid)' },
              encoding: {
                x: { field: 'bandFrom', ...x },
                x2: { field: 'bandTo' },
                y: { ...y, field: 'from' },
                y2: { field: 'to' },
              },
            },
            {
              mark: { type: 'rule', color: 'var(--chart-grid)' },
              encoding: { x: { value: 0 }, x2: { value: 'width' }, y },
            },
            {
              mark: { type: 'rule', strokeWidth: 1.5, ...muted },
              encoding: { x: { field: 'one', ...x }, y: { ...y, field: 'from' }, y2: { field: 'to' } },
            },
            {
              mark: { type: 'rule', strokeWidth: 3 },
              encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color, opacity: emphasis() },
            },
            cut('low', 'triangle-left'),
            cut('high', 'triangle-right'),
            symbol('told', { filled: true }),
            symbol('untold', { filled: false, fill: 'var(--chart-paper)', strokeWidth: 2 }),
            symbol('equivalent', { filled: true, shape: equals, size: 130 }),
            text('strategy', 0, {
              align: 'left',
              fontWeight: 600,
              limit: { expr: `max(40, width - (width < ${roomForAll} ? datum.shortTaken : datum.taken))` },
            }),
            text(
              'text',
              { expr: `width - ${verdictWidth + gutter}` },
              {
                ...{ ...muted, align: 'right' },
                text: { expr: `width < ${roomForAll} ? datum.shortText : datum.text` },
              },
            ),
            text('verdict', { expr: `width - ${verdictWidth}` }, { align: 'left', fontWeight: 600 }),
          ],
        },
      ],
    },
  };
}

function widthOf(text: string): number {
  return Math.ceil(measureText({ fontSize, fontWeight: 600 }, text) * widestFont);
}

/** Where each group begins, in px, and after them where another would. */
function topsOf(groups: readonly ForestGroup[]): number[] {
  const tops = [0];
  for (const { lanes } of groups) {
    tops.push((tops.at(-1) ?? 0) + headingHeight + lanes.length * laneHeight + groupGap);
  }
  return tops;
}

/** Logarithmic, with 1 on it and all ratios that have a place on such an axis. */
function axisOf(lanes: readonly ForestLane[]) {
  const ratios = lanes.map(({ ratio }) => ratio).filter((ratio) => ratio > 0 && Number.isFinite(ratio));
  const ends = lanes.flatMap(({ interval }) => (interval === undefined ? [] : [interval.low, interval.high]));
  const [least, most] = [Math.min(1, ...ratios), Math.max(1, ...ratios)];
  const steps = stepsOf(
    Math.min(least, Math.max(least / farthestBeyond, Math.min(...ends))),
    Math.max(most, Math.min(most * farthestBeyond, Math.max(...ends))),
  );
  const [low, high] = [steps[0] ?? 0.5, steps.at(-1) ?? 2];
  const axis: PositionFieldDef<string> = {
    type: 'quantitative',
    title: 'times the baseline’s figure (log)',
    scale: { type: 'log', domain: [low, high], nice: false },
    axis: { values: steps, labelExpr: "datum.value + '×'", tickCount: { expr: 'ceil(width / 60)' } },
  };
  return { axis, low, high };
}

/** Finer ones where everything is nearly alike. */
function stepsOf(low: number, high: number): number[] {
  const [first = low, last = high] = [nearSteps[0], nearSteps.at(-1)];
  return low >= first && high <= last ? nearSteps : stepsAround(low, high);
}

const nearSteps = [0.8, 0.9, 1, 1.1, 1.25];
