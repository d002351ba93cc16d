import { scaleOf } from '../../support/metrics.ts';
import { type Axis, type AxisStep, numberAt, positionOn, scaleOfAxis } from './axis.ts';
import {
  type CellModel,
  type Slice,
  type SweepModel,
  type SweptMetric,
  standingOf,
  strategyIn,
} from './sweep-model.ts';

/** Two strategies that change places somewhere along an axis. */
export interface Crossing {
  readonly metric: SweptMetric;
  /** Better from there on, and before. */
  readonly overtaking: string;
  readonly overtaken: string;
  /** The nearest steps at which the order is established, one way and the other. */
  readonly from: AxisStep;
  readonly to: AxisStep;
  /** Interpolated on the scale of the axis, and the figure there; undefined where cells between have no established order, or were not measured. */
  readonly at?: { readonly number: number; readonly value: number } | undefined;
}

/**
 * Where strategies change places along a numeric axis. Claimed only between two cells in which their order is established, one
 * way in the one and the other way in the other; between neighbours its place is interpolated, of figures that vary by factors
 * in their logarithm.
 */
export function crossingsIn(
  { strategies }: SweepModel,
  { cells }: Slice,
  axis: Axis,
  metric: SweptMetric,
): Crossing[] {
  if (axis.kind === 'nominal') return [];
  const names = strategies.map(({ name }) => name);
  return names.flatMap((one, place) =>
    names.slice(place + 1).flatMap((other) => crossingsOf([one, other], cells, axis, metric)),
  );
}

type Pair = readonly [one: string, other: string];

function crossingsOf(
  [one, other]: Pair,
  cells: readonly CellModel[],
  axis: Axis,
  metric: SweptMetric,
): Crossing[] {
  const told = cells.filter((cell) => {
    const standing = standingOf(cell, one, other, metric);
    return standing === 'better' || standing === 'worse';
  });
  return told.slice(1).flatMap((cell, place): Crossing[] => {
    const before = told[place] as CellModel;
    const standing = standingOf(cell, one, other, metric);
    if (standing === standingOf(before, one, other, metric)) return [];
    const pair: Pair = standing === 'better' ? [one, other] : [other, one];
    const [from, to] = [before, cell].map(({ steps }) => steps[axis.index] as AxisStep) as [
      AxisStep,
      AxisStep,
    ];
    const areNeighbours = axis.steps.indexOf(to) - axis.steps.indexOf(from) === 1;
    return [
      {
        metric,
        overtaking: pair[1],
        overtaken: pair[0],
        ...{ from, to },
        at: areNeighbours ? interpolated(pair, [before, cell], axis, metric) : undefined,
      },
    ];
  });
}

/** Undefined where the means do not lie as the paired comparisons do. */
function interpolated(
  [one, other]: Pair,
  [before, after]: readonly [CellModel, CellModel],
  axis: Axis,
  metric: SweptMetric,
): Crossing['at'] {
  const isRatio = scaleOf(metric).scale === 'ratio';
  const [along, back] = isRatio ? [Math.log, Math.exp] : [identity, identity];
  const figure = (cell: CellModel, name: string): number =>
    along(strategyIn(cell, name)?.estimates[metric].value ?? Number.NaN);
  const gap = (cell: CellModel): number => figure(cell, other) - figure(cell, one);
  const [left, right] = [gap(before), gap(after)];
  if (!(left * right < 0) || !Number.isFinite(left - right)) return undefined;
  const share = left / (left - right);
  const scale = scaleOfAxis(axis);
  const [low, high] = [before, after].map(({ steps }) =>
    positionOn(scale, steps[axis.index]?.number ?? Number.NaN),
  ) as [number, number];
  return {
    number: numberAt(scale, low + share * (high - low)),
    value: back(figure(before, one) + share * (figure(after, one) - figure(before, one))),
  };
}

function identity(value: number): number {
  return value;
}
