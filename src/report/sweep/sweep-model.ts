import type { SweepIndex } from '../../results/sweep-index.ts';
import type { Verdict } from '../../stats/comparison.ts';
import { type MetricName, metricKinds } from '../../support/metrics.ts';
import type { LegendEntry } from '../charts/chart.ts';
import { metricFormatter } from '../metric-words.ts';
import type { ComparedMetric } from '../model/comparisons.ts';
import { groupBy } from '../model/group-by.ts';
import { seriesStyles } from '../model/series-style.ts';
import { type Axis, type AxisStep, readAxes } from './axis.ts';
import type { CellSummary, StrategyInCell } from './cell-summary.ts';

/** A cell that was measured to its end but whose Result cannot be read. */
export interface DamagedCell {
  readonly number: number;
  /** Why, a sentence. */
  readonly damage: string;
}

export type CellReading = CellSummary | DamagedCell;

/** Of the cells that could be read. */
export function summariesIn(readings: readonly CellReading[]): CellSummary[] {
  return readings.filter((reading) => 'strategies' in reading);
}

/** What the page of a sweep draws on. */
export interface SweepModel {
  readonly index: SweepIndex;
  /** How all figures came about. */
  readonly kind: 'measured' | 'simulated';
  readonly axes: readonly Axis[];
  /** All of the index, in its order. */
  readonly cells: readonly CellModel[];
  /** Of all measured cells, in the order of the scenario. */
  readonly strategies: readonly LegendEntry[];
  /** Those that some measured cell has, the main one first: throughput in closed loop, the 99th percentile in open loop. */
  readonly metrics: readonly SweptMetric[];
  readonly isOpenLoop: boolean;
  readonly currency: string;
}

export interface CellModel {
  readonly number: number;
  /** The step on each axis. */
  readonly steps: readonly AxisStep[];
  readonly state: SweepIndex['cells'][number]['state'] | 'damaged';
  /** Of a damaged cell: why. */
  readonly damage?: string | undefined;
  readonly summary?: CellSummary | undefined;
}

/** What a reader of a sweep may choose to look at. */
const sweptMetrics = [
  'requestsPerSecond',
  'p99',
  'p50',
  'hitRatio',
  'backendCallsPer100',
  'staleReads',
  'failures',
  'costPerMillion',
] as const satisfies readonly ComparedMetric[];
export type SweptMetric = (typeof sweptMetrics)[number];

export function buildSweepModel(index: SweepIndex, readings: readonly CellReading[]): SweepModel {
  const axes = readAxes(index.axes);
  const summaries = summariesIn(readings);
  const isOpenLoop = summaries.some((summary) => summary.isOpenLoop);
  const strategies = summaries.flatMap((summary) => summary.strategies);
  const present = sweptMetrics.filter((metric) =>
    strategies.some(({ estimates }) => estimates[metric].n > 0),
  );
  const metrics = isOpenLoop ? present.filter((metric) => metric !== 'requestsPerSecond') : present;
  return {
    ...{ index, axes, isOpenLoop, metrics },
    kind: index.kind ?? 'measured',
    cells: index.cells.map((cell) => cellModel(cell, axes, readings)),
    strategies: legendOf(strategies),
    currency: summaries.find(({ currency }) => currency !== undefined)?.currency ?? '',
  };
}

function cellModel(
  { number, values, state }: SweepIndex['cells'][number],
  axes: readonly Axis[],
  readings: readonly CellReading[],
): CellModel {
  const steps = axes.map((axis, place) => stepOf(axis, values[place]));
  const reading = readings.find((each) => each.number === number);
  if (reading === undefined) return { number, steps, state };
  return 'damage' in reading
    ? { number, steps, state: 'damaged', damage: reading.damage }
    : { number, steps, state, summary: reading };
}

/** A value that the axis does not have, as in an index changed by hand, stands nowhere. */
function stepOf({ steps }: Axis, value: AxisStep['value'] | undefined): AxisStep {
  return (
    steps.find((step) => step.value === value) ?? {
      value: value ?? '',
      label: String(value),
      number: Number.NaN,
    }
  );
}

function legendOf(strategies: readonly StrategyInCell[]): LegendEntry[] {
  const distinct = [...groupBy(strategies, ({ name }) => name).values()].flatMap(([first]) => first ?? []);
  const styles = seriesStyles(distinct);
  return distinct.map(({ name }, place) => ({ name, style: styles[place] as LegendEntry['style'] }));
}

/** Cells that have figures. */
export function measuredCells({ cells }: SweepModel): (CellModel & { readonly summary: CellSummary })[] {
  return cells.flatMap((cell) => (cell.summary === undefined ? [] : [{ ...cell, summary: cell.summary }]));
}

export function strategyIn({ summary }: CellModel, name: string): StrategyInCell | undefined {
  return summary?.strategies.find((strategy) => strategy.name === name);
}

/** How the other stands against the one in a cell; undefined where one of them has no trial in it. */
export function standingOf(
  cell: CellModel,
  one: string,
  other: string,
  metric: SweptMetric,
): Verdict | undefined {
  const straight = strategyIn(cell, other)?.standings.get(one)?.[metric];
  if (straight !== undefined) return straight;
  const reverse = strategyIn(cell, one)?.standings.get(other)?.[metric];
  return reverse === 'better' ? 'worse' : reverse === 'worse' ? 'better' : reverse;
}

/** Cells that differ on one axis only, in the order of that axis. */
export interface Slice {
  /** The steps on the other axes: `maxSize = 64KiB`; empty where there is no other that has more than one. */
  readonly name: string;
  readonly cells: readonly CellModel[];
}

export function slicesAlong({ axes, cells }: SweepModel, along: readonly Axis[]): Slice[] {
  const others = axes.filter((axis) => !along.includes(axis) && axis.steps.length > 1);
  const groups = groupBy(cells, ({ steps }) =>
    JSON.stringify(others.map(({ index }) => steps[index]?.value)),
  );
  return [...groups.values()].map((group) => ({
    name: others.map(({ name, index }) => `${name} = ${group[0]?.steps[index]?.label}`).join(', '),
    cells: [...group].sort((one, other) => numberOn(one, along) - numberOn(other, along)),
  }));
}

function numberOn({ steps }: CellModel, [axis]: readonly Axis[]): number {
  return axis === undefined ? 0 : (steps[axis.index]?.number ?? 0);
}

/** How values of a metric are written in this sweep. */
export function formatterIn({ currency }: SweepModel, metric: MetricName): (value: number) => string {
  return metricFormatter(metric, currency);
}

/** A metric inside a sentence; a latency counts from when a request was due in open loop. */
export function metricIn({ isOpenLoop }: SweepModel, metric: MetricName): string {
  return metricKinds[metric].label.replace('latency', isOpenLoop ? 'response time' : 'latency');
}
