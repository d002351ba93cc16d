import type { LegendEntry } from '../../charts/chart.ts';
import type { SeriesStyle } from '../../model/series-style.ts';
import type { ComparedRun, ComparedStrategy } from '../comparison-model.ts';

/** More lines in one drawing could not be told apart. */
const mostRuns = 6;

/** Of many runs, the first and the last. */
export function runsToOverlay(runs: readonly ComparedRun[]): readonly ComparedRun[] {
  if (runs.length <= mostRuns) return runs;
  return [...runs.slice(0, 1), ...runs.slice(1 - mostRuns)];
}

const dashes = [
  [2, 2],
  [9, 3, 2, 3],
  [6, 3],
  [12, 4],
  [4, 2, 1, 2],
];
const shapes = ['square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];

/** One look for each run of a strategy: the last in the strategy's colour on a solid line, those before it in grey on others. */
export function runStyles(runs: readonly ComparedRun[], { style }: ComparedStrategy): LegendEntry[] {
  return runs.map(({ name }, place) => ({
    name,
    style: styleOf(place, runs.length, style),
    isRun: true,
  }));
}

function styleOf(place: number, runs: number, { colour }: SeriesStyle): SeriesStyle {
  if (place === runs - 1) return { colour, dash: [], shape: 'circle' };
  return {
    colour: 'var(--chart-muted)',
    dash: dashes[place % dashes.length] ?? [],
    shape: shapes[place % shapes.length] ?? 'square',
  };
}
