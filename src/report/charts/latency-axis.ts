import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { latencyLabels } from './axis-labels.ts';

/** Logarithmic, because latencies of one chart differ by orders of magnitude, with labels in the unit that fits. */
export function latencyAxis(latenciesUs: readonly number[]): PositionFieldDef<string> {
  const [low, high] = [Math.min(...latenciesUs), Math.max(...latenciesUs)];
  const steps = stepsAround(low, high);
  const decades = steps.filter((step) => Number.isInteger(Math.log10(step)));
  return {
    type: 'quantitative',
    title: 'latency (log)',
    scale: { type: 'log', domain: [steps[0] ?? 1, steps.at(-1) ?? 10], nice: false },
    axis: {
      values: steps.length > mostLabels ? decades : steps,
      labelExpr: latencyLabels,
      // Vega drops every other of the values until no more than this are left, grid lines and all.
      tickCount: { expr: 'ceil(width / 60)' },
    },
  };
}

const mostLabels = 10;

/**
 * 1, 2, 5, 10, 20 … from the last that is not above `low` to the first that is not below `high`, two at least; closer ones
 * where the two are less than a factor of four apart, or half of the axis would be empty.
 */
export function stepsAround(low: number, high: number): number[] {
  const multiples = high < 4 * low ? closeMultiples : [1, 2, 5];
  const steps: number[] = [];
  // A latency is of whole µs, so 0 is less than one, and a logarithm has no place for it.
  for (
    let decade = 10 ** Math.floor(Math.log10(low > 0 ? low : 1));
    decade <= (high > 0 ? high : 1) * 10;
    decade *= 10
  ) {
    steps.push(...multiples.map((step) => Number((step * decade).toPrecision(2))));
  }
  const first = steps.findLastIndex((step) => step <= low);
  const last = steps.findIndex((step) => step >= high && step > low);
  return steps.slice(Math.max(0, first), last + 1);
}

const closeMultiples = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
