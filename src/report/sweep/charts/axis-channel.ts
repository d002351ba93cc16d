import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { sideRoom } from '../../charts/panels.ts';
import { type Axis, labelExpression, scaleOfAxis } from '../axis.ts';

/** The horizontal channel of a sweep's axis: data carry `x`, a number, or the label of a value that is none. */
export function axisX(axis: Axis): PositionFieldDef<string> {
  const range = [sideRoom.left, { expr: `width - ${sideRoom.right}` }] as unknown as number[];
  if (axis.kind === 'nominal') {
    return {
      field: 'x',
      type: 'nominal',
      title: axis.name,
      scale: { type: 'point', domain: axis.steps.map(({ label }) => label), range, padding: 0.5 },
      axis: { labelAngle: 0, labelLimit: 140, grid: false },
    };
  }
  const numbers = [...new Set(axis.steps.map(({ number }) => number))];
  const scale = scaleOfAxis(axis);
  return {
    field: 'x',
    type: 'quantitative',
    title: `${axis.name}${scale.type === 'linear' ? '' : ' (log)'}`,
    scale: {
      ...scale,
      domain: domainOf(numbers),
      range,
      nice: false,
      ...(scale.type === 'linear' ? { zero: false } : {}),
    },
    axis: { values: numbers, labelExpr: labelExpression(axis.kind), labelOverlap: 'greedy', tickCount: 1000 },
  };
}

/** A single number stands in the middle. */
function domainOf(numbers: readonly number[]): number[] {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low < high ? [low, high] : [low - 1, high + 1];
}

/** What a datum carries for that channel. */
export function placeOn(axis: Axis, step: Axis['steps'][number]): number | string {
  return axis.kind === 'nominal' ? step.label : step.number;
}
