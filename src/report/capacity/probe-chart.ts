import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { metricKinds } from '../../support/metrics.ts';
import { formatNumber } from '../../support/units.ts';
import type { Chart, Drawing, Layer } from '../charts/chart.ts';
import { stepsAround } from '../charts/latency-axis.ts';
import {
  heldLayers,
  heldLineHeight,
  type Objective,
  objectiveFor,
  objectiveLayers,
  objectiveParam,
} from '../charts/objective.ts';
import {
  heightIn,
  type Panels,
  panelSpec,
  panelTop,
  panelY,
  readingLines,
  sideRoom,
  type VerticalScale,
  verticalScale,
} from '../charts/panels.ts';
import { emphasis, strategyChannels } from '../charts/strategy-channels.ts';
import { metricFormatter } from '../metric-words.ts';
import { capitalised } from '../wording.ts';
import { type Bound, boundInWords, type CapacityModel, probedRates } from './capacity-model.ts';
import { captionOfProbes, tableOfProbes } from './probes-in-words.ts';

/** One bound of the objective over the rates that were probed, a panel for each strategy. */
export function probeChart(bound: Bound): Chart<CapacityModel> {
  return {
    id: `probes-${bound.metric}`,
    question: `Up to which rate does ${boundInWords(bound)} hold?`,
    draw: (model) => drawProbes(model, bound),
  };
}

interface Setting {
  readonly bound: Bound;
  readonly panels: Panels;
  readonly scale: VerticalScale;
  readonly x: PositionFieldDef<string>;
}

function drawProbes(model: CapacityModel, bound: Bound): Drawing {
  const strategies = model.strategies.filter(({ probes }) => probes.length > 0);
  const figures = strategies.flatMap(({ probes }) =>
    probes.flatMap((probe) => probe.figures[bound.metric] ?? []),
  );
  if (strategies.length === 0) return { state: 'empty', reason: 'Nothing to draw: no rate was probed.' };
  if (figures.length === 0)
    return { state: 'empty', reason: `Nothing to draw: no probe has the figure ${bound.metric}.` };
  const rates = strategies.flatMap(({ probes }) => probes.map(({ ratePerSecond }) => ratePerSecond));
  const isLatency = metricKinds[bound.metric].unit === 'duration' && bound.operator.startsWith('<');
  const objective = isLatency
    ? objectiveFor(
        label(bound),
        figures.filter((value) => value > 0),
        bound.value,
      )
    : undefined;
  const panels: Panels = {
    titles: strategies.map(({ name }) => name),
    plotHeight: 170,
    ...(objective === undefined ? {} : { notesHeight: heldLineHeight }),
  };
  const scale = verticalScale(
    [...figures, bound.value],
    metricKinds[bound.metric].unit === 'ratio' ? 1 : undefined,
  );
  const setting = { bound, panels, scale, x: rateAxis(rates) };
  return {
    state: 'drawn',
    spec: panelSpec(
      panels,
      [{ choice: bound.metric, name: `${capitalised(label(bound))}${scale.isLog ? ' (log)' : ''}` }],
      [
        ...bracketLayers(strategies, setting),
        ...readingLines(panels, [{ choice: bound.metric, scale, format: metricFormatter(bound.metric) }]),
        ...probeLayers(model, strategies, setting),
        ...(objective === undefined ? boundLayers(setting) : objectiveOf(strategies, setting, objective)),
      ],
      objective === undefined ? [] : objectiveParam(objective, scale),
    ),
    caption: captionOfProbes(strategies, bound, objective !== undefined),
    legend: [],
    table: tableOfProbes(strategies, bound),
  };
}

function label({ metric }: Bound): string {
  return metricKinds[metric].label.replace('latency', 'response time');
}

function rateAxis(rates: readonly number[]): PositionFieldDef<string> {
  const steps = stepsAround(Math.max(Math.min(...rates), 1e-3), Math.max(...rates));
  return {
    type: 'quantitative',
    title: 'requests offered per second (log)',
    scale: {
      type: 'log',
      domain: [steps[0] ?? 1, steps.at(-1) ?? 10],
      range: [sideRoom.left, { expr: `width - ${sideRoom.right}` }] as unknown as number[],
      nice: false,
    },
    axis: { values: steps, format: ',~r', labelOverlap: 'greedy', tickCount: 1000 },
  };
}

type Strategies = CapacityModel['strategies'];

/** From the highest rate that holds to the lowest that breaks. */
function bracketLayers(strategies: Strategies, { panels, x }: Setting): Layer[] {
  const values = strategies.flatMap(({ holdsPerSecond, breaksPerSecond }, panel) => {
    const ends = [holdsPerSecond ?? breaksPerSecond, breaksPerSecond ?? holdsPerSecond];
    const top = panelTop(panels, panel);
    return ends[0] === undefined || ends[0] <= 0
      ? []
      : [{ from: ends[0], to: ends[1], top, end: top + panels.plotHeight }];
  });
  if (values.length === 0) return [];
  const span = { y: panelY(panels, 'top'), y2: { field: 'end' } } as const;
  return [
    {
      data: { values },
      layer: [
        {
          mark: { type: 'rect', color: 'var(--chart-muted)', opacity: 0.22 },
          encoding: { x: { field: 'from', ...x }, x2: { field: 'to' }, ...span },
        },
        {
          mark: { type: 'rule', color: 'var(--chart-muted)', strokeWidth: 1 },
          encoding: { x: { field: 'from', ...x }, ...span },
        },
      ],
    },
  ];
}

function probeLayers(
  model: CapacityModel,
  strategies: Strategies,
  { bound, panels, scale, x }: Setting,
): Layer[] {
  const format = metricFormatter(bound.metric);
  const place = (panel: number, value: number | undefined): number =>
    value === undefined ? panelTop(panels, panel) + 8 : heightIn(panels, panel, scale, value);
  const { color, strokeDash } = strategyChannels(model.strategies);
  const y = panelY(panels);
  const medians = strategies.flatMap(({ name, probes }, panel) =>
    probedRates(probes, bound.metric).flatMap(({ perSecond, median }) =>
      median === undefined ? [] : [{ strategy: name, x: perSecond, y: place(panel, median) }],
    ),
  );
  const probes = strategies.flatMap(({ name, probes }, panel) =>
    probes.map(({ ratePerSecond, verdict, reason, figures }) => {
      const value = figures[bound.metric];
      return {
        strategy: name,
        x: ratePerSecond,
        y: place(panel, value),
        verdict,
        offered: `${formatNumber(ratePerSecond)}/s`,
        text: value === undefined ? '–' : format(value),
        ...(reason === undefined ? {} : { reason }),
      };
    }),
  );
  const verdict = {
    field: 'verdict',
    type: 'nominal',
    scale: { domain: ['holds', 'breaks', 'void'], range: ['circle', 'diamond', 'M-1,-1L1,1M1,-1L-1,1'] },
    legend: null,
  } as const;
  return [
    {
      data: { values: medians },
      mark: { type: 'line', strokeWidth: 1.5 },
      encoding: { x: { field: 'x', ...x }, y, color, strokeDash, opacity: emphasis(0.7) },
    },
    {
      data: { values: probes },
      mark: { type: 'point', size: 75, strokeWidth: 2 },
      encoding: {
        x: { field: 'x', ...x },
        y,
        color,
        shape: verdict,
        fill: {
          condition: {
            test: "datum.verdict === 'holds'",
            field: 'strategy',
            type: 'nominal',
            scale: { domain: color.scale.domain, range: [...color.scale.range] },
            legend: null,
          },
          value: 'var(--chart-paper)',
        },
        opacity: emphasis(),
        tooltip: [
          { field: 'strategy', type: 'nominal' },
          { field: 'offered', type: 'nominal' },
          { field: 'verdict', type: 'nominal' },
          { field: 'text', type: 'nominal', title: label(bound) },
          { field: 'reason', type: 'nominal' },
        ],
      },
    },
  ];
}

/** A bound that no slider moves. */
function boundLayers({ bound, panels, scale }: Setting): Layer[] {
  const values = panels.titles.map((_, panel) => ({
    y: heightIn(panels, panel, scale, bound.value),
    text: `objective: ${boundInWords(bound)}`,
  }));
  const y = panelY(panels);
  return [
    {
      data: { values },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 1.5, strokeDash: [7, 4], color: 'var(--chart-text)' },
          encoding: { x: { value: 0 }, x2: { value: 'width' }, y },
        },
        {
          mark: { type: 'text', align: 'right', baseline: 'bottom', dy: -3, fontWeight: 600 },
          encoding: { x: { value: 'width' }, y, text: { field: 'text', type: 'nominal' } },
        },
      ],
    },
  ];
}

function objectiveOf(
  strategies: Strategies,
  { bound, panels, scale }: Setting,
  objective: Objective,
): Layer[] {
  const tried = strategies.flatMap(({ name, probes }, panel) =>
    probedRates(probes, bound.metric).map(({ perSecond, median }) => ({
      ...{ panel, strategy: name, perSecond },
      latencyUs: median,
    })),
  );
  return [...objectiveLayers(panels, scale, objective), ...heldLayers(panels, tried, objective)];
}
