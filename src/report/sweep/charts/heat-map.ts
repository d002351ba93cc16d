import { metricKinds, scaleOf } from '../../../support/metrics.ts';
import type { Chart, Drawing, Layer } from '../../charts/chart.ts';
import { type Panels, panelSpec, panelY } from '../../charts/panels.ts';
import { emphasis } from '../../charts/strategy-channels.ts';
import { shadeOf } from '../../charts/viridis.ts';
import { plainTable } from '../../tables/data-table.ts';
import { trialsBehind, whyNoCell } from '../samples.ts';
import {
  formatterIn,
  metricIn,
  type SweepModel,
  type SweptMetric,
  slicesAlong,
  strategyIn,
} from '../sweep-model.ts';
import { choiceOfMetric, shownFigures, takeChosen } from './choice.ts';
import { cellSpan, columnX, type Grid, gridOf, gridPanels, placeInGrid, rowLabels, spanOf } from './grid.ts';

/** A page of more panels would be longer than anyone looks at; the table has all. */
const mostPanels = 12;
const rowHeight = 34;

/** The figure of each combination of two axes, a panel for each strategy. */
export const heatMap: Chart<SweepModel> = {
  id: 'heat-map',
  question: 'Which combination gives which figure?',
  concerns: ({ axes }) => gridOf(axes) !== undefined,
  draw: (model) => {
    const grid = gridOf(model.axes);
    return grid === undefined ? whyNoCell(model) : drawHeatMap(model, { ...grid, rowHeight });
  },
};

function drawHeatMap(model: SweepModel, grid: Grid): Drawing {
  const slices = slicesAlong(model, [grid.columns, grid.rows]);
  const all = slices.flatMap((slice) => model.strategies.map(({ name: strategy }) => ({ slice, strategy })));
  const drawn = all.slice(0, mostPanels);
  const titles = drawn.map(({ slice, strategy }) =>
    slice.name === '' ? strategy : `${strategy}, ${slice.name}`,
  );
  const panels = gridPanels(titles, grid);
  const metrics = model.metrics.filter((metric) => valuesOf(model, metric).length > 0);
  if (metrics.length === 0) return whyNoCell(model);
  const shadeIn = new Map(metrics.map((metric) => [metric, shader(valuesOf(model, metric), metric)]));
  const values = drawn.flatMap(({ slice, strategy }, panel) =>
    slice.cells.map((cell) => {
      const shown = metrics.map((metric) => {
        const value = strategyIn(cell, strategy)?.estimates[metric].value ?? Number.NaN;
        return Number.isFinite(value)
          ? { text: formatterIn(model, metric)(value), ...shadeIn.get(metric)?.(value) }
          : { text: '–', fill: null, ink: null };
      });
      return {
        strategy,
        ...placeInGrid(grid, panels, panel, cell),
        texts: shown.map(({ text }) => text),
        fills: shown.map(({ fill }) => fill),
        inks: shown.map(({ ink }) => ink),
      };
    }),
  );
  return {
    state: 'drawn',
    spec: panelSpec(
      panels,
      shownFigures(model, metrics),
      [...cellLayers(values, metrics, { grid, panels }), ...rowLabels(grid, panels)],
      choiceOfMetric(model, metrics),
    ),
    caption: [
      `Each field is the mean of one strategy’s trials in one cell (${trialsBehind(model)}), with the figure in it; a dash, without a colour, is a cell without one.`,
      'The lighter, the better, on one scale for all panels; colours follow the logarithm of what spans more than a decade.',
      'Neighbours that differ little may not differ at all: the table of the cells marks what is established.',
      ...(all.length > drawn.length
        ? [`The first ${drawn.length} of ${all.length} panels are drawn; the table has all.`]
        : []),
    ].join(' '),
    legend: [],
    table: plainTable(
      'The mean of each cell and strategy',
      [
        'cell',
        ...model.axes.map(({ name }) => name),
        'strategy',
        ...metrics.map((metric) => metricIn(model, metric)),
      ],
      model.cells.flatMap((cell) =>
        (cell.summary?.strategies ?? []).map(({ name, estimates }) => [
          `${cell.number}`,
          ...cell.steps.map(({ label }) => label),
          name,
          ...metrics.map((metric) =>
            estimates[metric].n === 0 ? '–' : formatterIn(model, metric)(estimates[metric].value),
          ),
        ]),
      ),
    ),
  };
}

function valuesOf({ cells }: SweepModel, metric: SweptMetric): number[] {
  return cells
    .flatMap(({ summary }) => summary?.strategies ?? [])
    .map(({ estimates }) => estimates[metric].value)
    .filter(Number.isFinite);
}

/** Light is good, whichever way the figure counts. */
function shader(
  values: readonly number[],
  metric: SweptMetric,
): (value: number) => { fill: string; ink: string } {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isLog = scaleOf(metric).scale === 'ratio' && low > 0 && high / low > 10;
  const of = (value: number): number => (isLog ? Math.log(value) : value);
  return (value) => {
    const share = low < high ? (of(value) - of(low)) / (of(high) - of(low)) : 0.5;
    return shadeOf(metricKinds[metric].better === 'higher' ? share : 1 - share);
  };
}

function cellLayers(
  values: readonly object[],
  metrics: readonly SweptMetric[],
  { grid, panels }: { readonly grid: Grid; readonly panels: Panels },
): Layer[] {
  const x = columnX(grid);
  const colour = (field: string) => ({ field, type: 'nominal', scale: null, legend: null }) as const;
  return [
    {
      data: { values: [...values] as Record<string, unknown>[] },
      transform: [
        ...takeChosen(metrics, { text: 'texts', fill: 'fills', ink: 'inks' }, 'text'),
        ...spanOf(grid),
      ],
      layer: [
        {
          transform: [{ filter: 'isValid(datum.fill)' }],
          mark: { type: 'rect' },
          encoding: { x, ...cellSpan(panels), fill: colour('fill'), opacity: emphasis() },
        },
        {
          transform: [{ filter: 'isValid(datum.fill)' }],
          mark: { type: 'text', baseline: 'middle', limit: { expr: "bandwidth('x') - 2" } },
          encoding: {
            x,
            y: panelY(panels, 'middle'),
            text: { field: 'text', type: 'nominal' },
            fill: colour('ink'),
            opacity: emphasis(),
          },
        },
        {
          transform: [{ filter: '!isValid(datum.fill)' }],
          mark: { type: 'text', baseline: 'middle', color: 'var(--chart-muted)' },
          encoding: { x, y: panelY(panels, 'middle'), text: { field: 'text', type: 'nominal' } },
        },
      ],
    },
  ];
}
