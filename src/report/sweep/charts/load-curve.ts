import { formatDuration, formatNumber, formatShare } from '../../../support/units.ts';
import type { Chart, Drawing, Layer } from '../../charts/chart.ts';
import {
  heldLayers,
  heldLineHeight,
  objectiveFor,
  objectiveLayers,
  objectiveParam,
} from '../../charts/objective.ts';
import {
  heightIn,
  type Panels,
  panelSpec,
  panelTop,
  panelY,
  readingLines,
  type VerticalScale,
  verticalScale,
} from '../../charts/panels.ts';
import { emphasis, strategyChannels } from '../../charts/strategy-channels.ts';
import { noteworthyFailureRatio } from '../../finding/conditions.ts';
import { plainTable } from '../../tables/data-table.ts';
import { capitalised, counted } from '../../wording.ts';
import { type Axis, scaleOfAxis } from '../axis.ts';
import { trialsBehind, whyNoCell } from '../samples.ts';
import { metricIn, type Slice, type SweepModel, slicesAlong, strategyIn } from '../sweep-model.ts';
import { axisX } from './axis-channel.ts';

const mostPanels = 8;
/** A strategy that answers less than this of what is offered has more than it can do. */
const keptUp = 0.95;

/** The hockey stick: latency over the rate at which requests come, and which rate keeps an objective that the reader sets. */
export function loadCurve(axis: Axis): Chart<SweepModel> {
  return {
    id: 'load',
    question: 'Up to which load does each strategy stay fast?',
    concerns: ({ isOpenLoop }) => isOpenLoop && axis.steps.length > 1,
    draw: (model) => drawLoadCurve(model, axis),
  };
}

interface Point {
  readonly panel: number;
  readonly strategy: string;
  readonly perSecond: number;
  /** µs; undefined where no trial is valid, or has answers enough for the percentile. */
  readonly latencyUs: number | undefined;
  readonly failures: number;
  readonly answeredPerSecond: number;
  readonly validTrials: number;
  readonly lostTrials: number;
  readonly state: 'kept up' | 'overloaded' | 'too few answers' | 'void';
}

function drawLoadCurve(model: SweepModel, axis: Axis): Drawing {
  const all = slicesAlong(model, [axis]).filter(({ cells }) => cells.some(({ summary }) => summary));
  const slices = all.slice(0, mostPanels);
  const points = slices.flatMap((slice, panel) => pointsOf(model, slice, panel, axis));
  const latencies = points.flatMap(({ latencyUs }) => latencyUs ?? []);
  if (latencies.length === 0) return whyNoCell(model);
  const panels: Panels = {
    titles: slices.map(({ name }) => name),
    plotHeight: slices.length > 1 ? 190 : 280,
    notesHeight: model.strategies.length * heldLineHeight + 6,
  };
  const figure = metricIn(model, 'p99');
  const objective = objectiveFor(figure, latencies);
  const scale = verticalScale(latencies);
  return {
    state: 'drawn',
    spec: panelSpec(
      panels,
      [{ choice: 'p99', name: `${capitalised(figure)}${scale.isLog ? ' (log)' : ''}` }],
      [
        ...readingLines(panels, [{ choice: 'p99', scale, format: formatDuration }]),
        ...markLayers(model, points, { panels, axis, scale }),
        ...objectiveLayers(panels, scale, objective),
        ...heldLayers(
          panels,
          points.filter(({ state }) => state !== 'too few answers').map(withoutFailing),
          objective,
        ),
      ],
      objectiveParam(objective, scale),
    ),
    caption: [
      `Each point is the mean ${figure} of one strategy’s trials at one offered rate (${trialsBehind(model)}); lower is better, and further right at the same height carries more.`,
      `The dashed rule is the objective, which the slider moves; above the curves stands up to which rate each strategy kept it, with fewer than ${noteworthyFailureRatio * 100}\u00a0% of the requests failed, at that rate and at every lower one. Nothing is said of rates that were not tried.`,
      `A ring marks a rate that a strategy did not keep up with: it answered less than ${keptUp * 100}\u00a0% of what was offered, or ${noteworthyFailureRatio * 100}\u00a0% of the requests failed; at the top, a cross marks a rate without a valid trial, and a question mark one with too few answers for the figure, of which nothing is said.`,
      ...(scaleOfAxis(axis).type === 'linear' ? [] : ['Both axes that say so are logarithmic.']),
      ...(all.length > slices.length
        ? [`The first ${slices.length} of ${all.length} combinations are drawn; the table has all.`]
        : []),
    ].join(' '),
    legend: model.strategies.filter(({ name }) => points.some(({ strategy }) => strategy === name)),
    table: tableOf(model, axis, all),
  };
}

function pointsOf(model: SweepModel, { cells }: Slice, panel: number, axis: Axis): Point[] {
  return model.strategies.flatMap(({ name }) =>
    cells.flatMap((cell): Point[] => {
      const inCell = strategyIn(cell, name);
      const perSecond = cell.steps[axis.index]?.number ?? Number.NaN;
      if (inCell === undefined || Number.isNaN(perSecond)) return [];
      const { estimates, validTrials, lostTrials } = inCell;
      const latencyUs = estimates.p99.n === 0 ? undefined : estimates.p99.value;
      const answeredPerSecond = estimates.requestsPerSecond.value;
      const failures = estimates.failures.value;
      const isBehind = answeredPerSecond < keptUp * perSecond || failures >= noteworthyFailureRatio;
      return [
        {
          ...{
            panel,
            strategy: name,
            perSecond,
            latencyUs,
            failures,
            answeredPerSecond,
            validTrials,
            lostTrials,
          },
          state: stateOf(validTrials, latencyUs, isBehind),
        },
      ];
    }),
  );
}

function stateOf(validTrials: number, latencyUs: number | undefined, isBehind: boolean): Point['state'] {
  if (validTrials === 0) return 'void';
  if (isBehind) return 'overloaded';
  return latencyUs === undefined ? 'too few answers' : 'kept up';
}

/** Fast errors keep no objective. */
function withoutFailing(point: Point): Point {
  return point.failures >= noteworthyFailureRatio ? { ...point, latencyUs: undefined } : point;
}

/** From one strategy's mark at the top of a panel to the next, in px. */
const markHeight = 14;

interface Setting {
  readonly panels: Panels;
  readonly axis: Axis;
  readonly scale: VerticalScale;
}

function markLayers(model: SweepModel, points: readonly Point[], { panels, axis, scale }: Setting): Layer[] {
  const names = model.strategies.map(({ name }) => name);
  const values = points.map((point) => ({
    strategy: point.strategy,
    panel: point.panel,
    x: point.perSecond,
    y:
      point.latencyUs === undefined
        ? panelTop(panels, point.panel) + 8 + markHeight * names.indexOf(point.strategy)
        : heightIn(panels, point.panel, scale, point.latencyUs),
    ...(point.latencyUs === undefined ? { mark: point.validTrials === 0 ? '×' : '?' } : {}),
    state: point.state,
    offered: `${formatNumber(point.perSecond)}/s`,
    ...inWords(point),
  }));
  const { color, shape, strokeDash } = strategyChannels(model.strategies);
  const [x, y] = [axisX(axis), panelY(panels)];
  const tooltip = [
    { field: 'strategy', type: 'nominal' as const },
    { field: 'offered', type: 'nominal' as const },
    { field: 'answered', type: 'nominal' as const },
    { field: 'p99', type: 'nominal' as const },
    { field: 'failed', type: 'nominal' as const },
    { field: 'trials', type: 'nominal' as const },
  ];
  return [
    {
      data: { values },
      layer: [
        {
          transform: [{ filter: '!isValid(datum.mark)' }],
          mark: { type: 'line', strokeWidth: 2 },
          encoding: {
            x,
            y,
            color,
            strokeDash,
            detail: { field: 'panel', type: 'nominal' },
            opacity: emphasis(),
          },
        },
        {
          transform: [{ filter: '!isValid(datum.mark)' }],
          mark: { type: 'point', filled: true, size: 55 },
          encoding: { x, y, color, shape, opacity: emphasis(), tooltip },
        },
        {
          transform: [{ filter: "datum.state === 'overloaded' && !isValid(datum.mark)" }],
          mark: { type: 'point', shape: 'circle', size: 220, strokeWidth: 1.5 },
          encoding: { x, y, color, opacity: emphasis(), tooltip },
        },
        {
          transform: [{ filter: 'isValid(datum.mark)' }],
          mark: { type: 'text', fontSize: 17, fontWeight: 600 },
          encoding: { x, y, color, text: { field: 'mark', type: 'nominal' }, opacity: emphasis(), tooltip },
        },
      ],
    },
  ];
}

function inWords({ latencyUs, answeredPerSecond, failures, validTrials, lostTrials }: Point) {
  return {
    answered: Number.isFinite(answeredPerSecond) ? `${formatNumber(answeredPerSecond)}/s` : '–',
    p99: latencyUs === undefined ? '–' : formatDuration(latencyUs),
    failed: formatShare(failures),
    trials:
      lostTrials === 0 ? counted(validTrials, 'valid trial') : `${validTrials} valid, ${lostTrials} lost`,
  };
}

function tableOf(model: SweepModel, axis: Axis, slices: readonly Slice[]) {
  const isSplit = slices.some(({ name }) => name !== '');
  return plainTable(
    'Latency at each offered rate',
    [
      'offered',
      ...(isSplit ? ['with'] : []),
      'strategy',
      'answered',
      metricIn(model, 'p99'),
      'failed',
      'trials',
      'load',
    ],
    slices.flatMap((slice, panel) =>
      pointsOf(model, slice, panel, axis).map((point) => {
        const { answered, p99, failed, trials } = inWords(point);
        return [
          `${formatNumber(point.perSecond)}/s`,
          ...(isSplit ? [slice.name] : []),
          ...[point.strategy, answered, p99, failed, trials, point.state],
        ];
      }),
    ),
  );
}
