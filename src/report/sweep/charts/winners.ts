import { metricKinds } from '../../../support/metrics.ts';
import type { Chart, Drawing } from '../../charts/chart.ts';
import { panelSpec, panelY } from '../../charts/panels.ts';
import { emphasis, strategyChannels } from '../../charts/strategy-channels.ts';
import { plainTable } from '../../tables/data-table.ts';
import type { CellSummary } from '../cell-summary.ts';
import { trialsBehind, whyNoCell } from '../samples.ts';
import { formatterIn, metricIn, type SweepModel, type SweptMetric, slicesAlong } from '../sweep-model.ts';
import { choiceOfMetric, shownFigures, takeChosen } from './choice.ts';
import { cellSpan, columnX, type Grid, gridOf, gridPanels, placeInGrid, rowLabels, spanOf } from './grid.ts';

const mostPanels = 12;
const rowHeight = 46;

/** Which strategy is best in which combination of two axes. */
export const winners: Chart<SweepModel> = {
  id: 'winners',
  question: 'Which strategy is best where?',
  concerns: ({ axes, strategies }) => gridOf(axes) !== undefined && strategies.length > 1,
  draw: (model) => {
    const grid = gridOf(model.axes);
    return grid === undefined ? whyNoCell(model) : drawWinners(model, { ...grid, rowHeight });
  },
};

interface Leader {
  readonly name: string;
  readonly value: number;
  /** Every other strategy is worse, and that is established. */
  readonly isTold: boolean;
}

function leaderOf({ strategies }: CellSummary, metric: SweptMetric): Leader | undefined {
  const sign = metricKinds[metric].better === 'higher' ? -1 : 1;
  const [first, second] = strategies
    .filter(({ estimates }) => Number.isFinite(estimates[metric].value))
    .sort((one, other) => sign * (one.estimates[metric].value - other.estimates[metric].value));
  if (first === undefined || second === undefined) return undefined;
  return { name: first.name, value: first.estimates[metric].value, isTold: first.bestIn.includes(metric) };
}

function drawWinners(model: SweepModel, grid: Grid): Drawing {
  const all = slicesAlong(model, [grid.columns, grid.rows]);
  const slices = all.slice(0, mostPanels);
  const panels = gridPanels(
    slices.map(({ name }) => name),
    grid,
  );
  const metrics = model.metrics.filter((metric) =>
    model.cells.some(({ summary }) => summary !== undefined && leaderOf(summary, metric) !== undefined),
  );
  if (metrics.length === 0) return whyNoCell(model);
  const values = slices.flatMap((slice, panel) =>
    slice.cells.map((cell) => {
      const leaders = metrics.map((metric) => cell.summary && leaderOf(cell.summary, metric));
      return {
        ...placeInGrid(grid, panels, panel, cell),
        names: leaders.map((leader) => leader?.name ?? ''),
        tolds: leaders.map((leader) => leader?.isTold ?? null),
        texts: leaders.map((leader) =>
          leader === undefined ? '–' : `${leader.isTold ? '' : '~ '}${leader.name}`,
        ),
        figures: leaders.map((leader, place) =>
          leader === undefined ? '' : formatterIn(model, metrics[place] as SweptMetric)(leader.value),
        ),
      };
    }),
  );
  const { color } = strategyChannels(model.strategies);
  const x = columnX(grid);
  const y = panelY(panels, 'middle');
  const text = (field: string, dy: number, colour: string) => ({
    mark: {
      type: 'text' as const,
      ...{ baseline: 'middle' as const, dy, color: colour },
      limit: { expr: "bandwidth('x') - 6" },
    },
    encoding: { x, y, text: { field, type: 'nominal' as const }, opacity: emphasis() },
  });
  return {
    state: 'drawn',
    spec: panelSpec(
      panels,
      shownFigures(model, metrics),
      [
        {
          data: { values },
          transform: [
            ...takeChosen(
              metrics,
              { strategy: 'names', told: 'tolds', text: 'texts', figure: 'figures' },
              'text',
            ),
            ...spanOf(grid),
          ],
          layer: [
            {
              transform: [{ filter: 'datum.told === true' }],
              mark: { type: 'rect' },
              encoding: { x, ...cellSpan(panels), color, opacity: emphasis(0.26) },
            },
            {
              transform: [{ filter: 'datum.told === false' }],
              mark: { type: 'rect', filled: false, strokeDash: [3, 3] },
              encoding: { x, ...cellSpan(panels), color, opacity: emphasis(0.8) },
            },
            text('text', -8, 'var(--chart-text)'),
            text('figure', 9, 'var(--chart-text)'),
          ],
        },
        ...rowLabels(grid, panels),
      ],
      choiceOfMetric(model, metrics),
    ),
    caption: [
      `Each field names the strategy with the best mean in one cell, with its figure (${trialsBehind(model)}).`,
      'A filled field: every other strategy is worse there, and that is established. A dashed one with ~: it leads, but is not told apart from all others, so it may be chance. A dash: there is nothing to compare.',
      ...(all.length > slices.length
        ? [`The first ${slices.length} of ${all.length} panels are drawn; the table has all.`]
        : []),
    ].join(' '),
    legend: model.strategies,
    table: plainTable(
      'The best strategy of each cell; ~: not told apart from all others',
      ['cell', ...model.axes.map(({ name }) => name), ...metrics.map((metric) => metricIn(model, metric))],
      model.cells.map(({ number, steps, summary }) => [
        `${number}`,
        ...steps.map(({ label }) => label),
        ...metrics.map((metric) => {
          const leader = summary && leaderOf(summary, metric);
          return leader === undefined ? '–' : `${leader.isTold ? '' : '~ '}${leader.name}`;
        }),
      ]),
    ),
  };
}
