import type { Layer } from '../../charts/chart.ts';
import { notesTop, type Panels, panelTop, panelY, sideRoom } from '../../charts/panels.ts';
import type { Axis } from '../axis.ts';
import type { CellModel } from '../sweep-model.ts';

/** Two axes across a panel: columns and rows. */
export interface Grid {
  readonly columns: Axis;
  readonly rows: Axis;
  readonly rowHeight: number;
}

/** The two axes with most values, the one with more of them across; undefined where fewer than two have any choice. */
export function gridOf(axes: readonly Axis[]): Omit<Grid, 'rowHeight'> | undefined {
  const [columns, rows] = axes
    .filter(({ steps }) => steps.length > 1)
    .sort((one, other) => other.steps.length - one.steps.length);
  return columns === undefined || rows === undefined ? undefined : { columns, rows };
}

export function gridPanels(titles: readonly string[], { rows, rowHeight }: Grid): Panels {
  return { titles, plotHeight: rows.steps.length * rowHeight };
}

/** Data carry the label of their column as `x`. */
export function columnX({ columns }: Grid) {
  const domain = [...new Set(columns.steps.map(({ label }) => label))];
  const range = [sideRoom.left, { expr: 'width' }] as unknown as number[];
  return {
    field: 'x',
    type: 'nominal',
    title: columns.name,
    scale: { type: 'band', domain, range, paddingInner: 0.03, paddingOuter: 0 },
    axis: { labelAngle: 0, grid: false, labelLimit: 110 },
  } as const;
}

/** What a datum carries of where its cell stands, in px. */
export function placeInGrid(grid: Grid, panels: Panels, panel: number, { steps }: CellModel) {
  const { columns, rows, rowHeight } = grid;
  const row = rows.steps.findIndex(({ value }) => value === steps[rows.index]?.value);
  const top = panelTop(panels, panel) + row * rowHeight;
  return {
    x: steps[columns.index]?.label ?? '',
    top: top + 1,
  };
}

/** From the top of a field to its middle and its end. */
export function spanOf({ rowHeight }: Grid): NonNullable<Layer['transform']> {
  return [
    { calculate: `datum.top + ${rowHeight / 2 - 1}`, as: 'middle' },
    { calculate: `datum.top + ${rowHeight - 2}`, as: 'end' },
  ];
}

export function cellSpan(panels: Panels) {
  return { y: panelY(panels, 'top'), y2: { field: 'end' } } as const;
}

/** The name of the rows' axis above each panel, and the values at the left of their rows. */
export function rowLabels(grid: Grid, panels: Panels): Layer[] {
  const { rows, rowHeight } = grid;
  const label = (
    values: readonly { readonly text: string; readonly y: number }[],
    colour: string,
  ): Layer => ({
    data: { values: [...values] },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'middle',
      fontSize: 12,
      color: colour,
      limit: sideRoom.left - 6,
    },
    encoding: { x: { value: 0 }, y: panelY(panels), text: { field: 'text', type: 'nominal' } },
  });
  return [
    label(
      panels.titles.map((_, panel) => ({ text: rows.name, y: notesTop(panels, panel) + 5 })),
      'var(--chart-muted)',
    ),
    label(
      panels.titles.flatMap((_, panel) =>
        rows.steps.map(({ label }, row) => ({
          text: label,
          y: panelTop(panels, panel) + (row + 0.5) * rowHeight,
        })),
      ),
      'var(--chart-text)',
    ),
  ];
}
