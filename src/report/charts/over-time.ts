import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import type { TimelineFigure } from '../model/timeline.ts';
import { plainTable } from '../tables/data-table.ts';
import { theoryInWords } from '../theory-in-words.ts';
import { capitalised, listInWords, rangeInWords } from '../wording.ts';
import { shareLabels } from './axis-labels.ts';
import { type Drawing, type Layer, nothingMeasured } from './chart.ts';
import { commonParts } from './config.ts';
import { faultLayers, faultsInWords } from './fault-marks.ts';
import { latencyAxis } from './latency-axis.ts';
import {
  absent,
  extremes,
  hasRange,
  intervalInWords,
  isRepeated,
  type Panel,
  type Row,
  valuesOf,
} from './over-time-rows.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';
import { rulesOf, type TheoryRule, theoryLayers } from './theory-rules.ts';
import { type TimeSpan, timeAxis, timeLayers, timeParams } from './time-axis.ts';

export interface OverTime {
  /** In their order from the top; those of which nothing was recorded are left out. */
  readonly panels: readonly Panel[];
  /** The height of each, in px. */
  readonly panelHeight: number;
  /** What the figures are, for the caption of the table. */
  readonly subject: string;
  readonly reading: string;
  /** Further columns of the table, each shown where it is not 0 throughout. */
  readonly parts?: readonly { readonly heading: string; readonly figure: TimelineFigure }[];
  readonly whenAbsent: string;
}

/** With more points than this, of a strategy or of all, a mark on each would hide the lines. */
const mostMarkedPoints = { each: 40, all: 240 };

/** Room above a panel for its title, in px. */
const titleHeight = 28;

/** Of each strategy a line for the median of the repetitions and a band for their range, through warm-up and measurement. */
export function drawOverTime(model: RunModel, options: OverTime): Drawing {
  const measured = measuredStrategies(model);
  if (measured.length === 0) return nothingMeasured;
  const panels = options.panels.filter(({ figure }) =>
    measured.some(({ timeline }) => timeline.some((point) => point[figure] !== undefined)),
  );
  if (panels.length === 0) return { state: 'empty', reason: options.whenAbsent };
  const drawn = measured.filter(({ timeline }) =>
    timeline.some((point) => panels.some(({ figure }) => point[figure] !== undefined)),
  );
  // Intervals without a figure stay among them: there a line breaks.
  const rows = drawn.flatMap(({ name, timeline }) =>
    timeline.map((point): Row => ({ strategy: name, point })),
  );
  const span = {
    kind: model.result.kind,
    from: Math.min(0, ...rows.map(({ point }) => point.startSeconds)),
    to: Math.max(...rows.map(({ point }) => point.endSeconds)),
  };
  const x = timeAxis(span);
  const height = panels.length * (titleHeight + options.panelHeight);
  const isMarked = rows.length / drawn.length <= mostMarkedPoints.each && rows.length <= mostMarkedPoints.all;
  const channels = strategyChannels(model.strategies);
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      params: timeParams(span),
      height,
      data: { values: valuesOf(rows, panels) },
      layer: [
        ...timeLayers(span, x, height),
        ...faultLayers(model.faults, x),
        ...panels.flatMap((panel, place) => {
          const bottom = (place + 1) * (titleHeight + options.panelHeight);
          const y = verticalAxis(panel, {
            ...{ panels, rows, rules: rulesOf(drawn, panel.theory) },
            range: [bottom, bottom - options.panelHeight],
          });
          return [
            title(panel, bottom - options.panelHeight - 10),
            lines(panel, { x, y, channels, isMarked, rows }),
            ...theoryLayers(rulesOf(drawn, panel.theory), {
              ...{ x, y, endSeconds: span.to },
              color: channels.color,
            }),
          ];
        }),
      ],
      resolve: { scale: { y: 'independent' } },
    },
    caption: captionOf(model, options, { panels, rows, span }),
    legend: drawn,
    table: tableOf(rows, { panels, drawn }, options),
  };
}

function verticalAxis(
  { figure, axis }: Panel,
  {
    panels,
    rows,
    rules,
    range,
  }: {
    panels: readonly Panel[];
    rows: readonly Row[];
    rules: readonly TheoryRule[];
    range: [number, number];
  },
): PositionFieldDef<string> {
  const shared = { field: figure, title: null };
  if (axis === 'latency') {
    const latencies = panels.flatMap((panel) =>
      rows.flatMap(({ point }) => (point[panel.figure] === undefined ? [] : extremes(point[panel.figure]))),
    );
    const { scale, axis: labels, ...rest } = latencyAxis(latencies);
    return {
      ...rest,
      ...shared,
      scale: { ...scale, range },
      axis: { ...labels, orient: 'left', grid: true },
    };
  }
  const isShare = axis === 'share';
  const end = isShare
    ? 1
    : Math.max(
        ...rows.flatMap(({ point }) => extremes(point[figure])),
        ...rules.map(({ value }) => value),
        0,
      );
  const labels = isShare ? { labelExpr: shareLabels } : { format: ',~r' };
  return {
    ...shared,
    type: 'quantitative',
    scale: { domain: [0, end > 0 ? end : 1], nice: !isShare, range },
    axis: { ...labels, orient: 'left', grid: true, tickCount: 4 },
  };
}

function title({ title: text }: Panel, baseline: number): Layer {
  return {
    data: { values: [{ title: capitalised(text) }] },
    mark: { type: 'text', align: 'left', color: 'var(--chart-text)', fontWeight: 600 },
    encoding: { x: { value: 0 }, y: { value: baseline }, text: { field: 'title', type: 'nominal' } },
  };
}

function lines(
  { figure, title: name }: Panel,
  {
    x,
    y,
    channels: { color, shape, strokeDash },
    isMarked,
    rows,
  }: {
    x: PositionFieldDef<string>;
    y: PositionFieldDef<string>;
    channels: ReturnType<typeof strategyChannels>;
    isMarked: boolean;
    rows: readonly Row[];
  },
): Layer {
  const band: Layer = {
    mark: { type: 'area', clip: true },
    encoding: {
      x,
      y: { ...y, field: `${figure}Min` },
      y2: { field: `${figure}Max` },
      color,
      opacity: emphasis(0.18),
    },
  };
  const line: Layer = {
    // Round ends, so that a point with neither neighbour is a dot.
    mark: { type: 'line', strokeWidth: 2, strokeCap: 'round', clip: true },
    encoding: { x, y, color, strokeDash, opacity: emphasis() },
  };
  const points: Layer = {
    mark: { type: 'point', filled: true, size: 45, clip: true },
    encoding: {
      ...{ x, y, color, shape },
      // Where there are many they are only there to be pointed at, and no part of a drawing that nobody can point at.
      opacity: isMarked ? emphasis() : { value: 0 },
      tooltip: [
        { field: 'strategy', type: 'nominal' },
        { field: 'interval', type: 'nominal', title: 'seconds' },
        { field: `${figure}Text`, type: 'nominal', title: name },
      ],
    },
  };
  return { layer: [...(hasRange(rows, figure) ? [band] : []), line, points] };
}

function captionOf(
  model: RunModel,
  { panels: planned, reading }: OverTime,
  { panels, rows, span }: { panels: readonly Panel[]; rows: readonly Row[]; span: TimeSpan },
): string {
  const missing = planned.filter((panel) => !panels.includes(panel)).map(({ title: name }) => name);
  return [
    isRepeated(rows, panels)
      ? `Each point of a line is the median of a strategy’s trials in one interval of time, in the middle of which it stands; the band is their range (${trialsInWords(model)}).`
      : `Each point of a line is one interval of time of a strategy’s only trial, in the middle of which it stands.`,
    reading,
    ...(span.from < 0 ? [warmupInWords(model)] : []),
    ...(missing.length === 0 ? [] : [`Nothing was recorded of the ${listInWords(missing)}.`]),
  ]
    .join(' ')
    .concat(faultsInWords(model.faults))
    .concat(
      panels.some(({ theory }) => theory !== undefined) ? theoryInWords(model, 'A thin dotted rule is') : '',
    );
}

function warmupInWords({ result }: RunModel): string {
  const keys =
    result.scenario.cache === 'cold'
      ? ' It asked for other resources, so the caches started empty after it.'
      : '';
  return `Before 0, shaded grey, is the warm-up, which counts in no other figure.${keys}`;
}

function tableOf(
  rows: readonly Row[],
  { panels, drawn }: { readonly panels: readonly Panel[]; readonly drawn: readonly StrategyModel[] },
  { subject, parts = [] }: OverTime,
) {
  const shown = parts.filter(({ figure }) => rows.some(({ point }) => (point[figure]?.max ?? 0) > 0));
  const repeated = isRepeated(rows, panels);
  const partFormat = panels[0]?.format ?? String;
  return plainTable(
    `${capitalised(subject)}, interval by interval`,
    [
      ...['strategy', 'seconds'],
      ...panels.flatMap(({ title: name }) => (repeated ? [name, 'range'] : [name])),
      ...shown.map(({ heading }) => heading),
    ],
    [
      ...theoryRows(drawn, panels).map(({ strategy, texts }) => [
        ...[strategy, 'theory, of all'],
        ...texts.flatMap((text) => (repeated ? [text, absent] : [text])),
        ...shown.map(() => absent),
      ]),
      ...rows.map(({ strategy, point }) => [
        ...[strategy, intervalInWords(point)],
        ...panels.flatMap(({ figure, format }) => {
          const summary = point[figure];
          const texts =
            summary === undefined
              ? [absent, absent]
              : [format(summary.median), rangeInWords(summary, format)];
          return repeated ? texts : texts.slice(0, 1);
        }),
        ...shown.map(({ figure }) => {
          const summary = point[figure];
          return summary === undefined ? absent : partFormat(summary.median);
        }),
      ]),
    ],
  );
}

/** Of each strategy that theory says anything of, what it says of each panel. */
function theoryRows(drawn: readonly StrategyModel[], panels: readonly Panel[]) {
  const said = panels.map(({ theory }) => rulesOf(drawn, theory));
  return drawn
    .map(({ name }) => ({
      strategy: name,
      texts: panels.map(({ format }, place) => {
        const rule = said[place]?.find(({ strategy }) => strategy === name);
        return rule === undefined ? absent : format(rule.value);
      }),
    }))
    .filter(({ texts }) => texts.some((text) => text !== absent));
}
