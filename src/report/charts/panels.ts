import type { TopLevelSpec } from 'vega-lite';
import { asAxisLabel } from './axis-labels.ts';
import type { Layer } from './chart.ts';
import { commonParts } from './config.ts';
import { stepsAround } from './latency-axis.ts';

/**
 * Small multiples in one view, one below the other over the same horizontal axis. A view of its own for each could not be as wide
 * as its container. Heights are computed here, so that one drawing can show figures of different units and scales in turn.
 */

/** In px. */
const figureNameHeight = 18;
const titleHeight = 26;
const gap = 14;
/** What the topmost value needs above its line. */
const headroom = 18;

export interface Panels {
  /** One each, above its panel; empty where a single one needs none. */
  readonly titles: readonly string[];
  /** Of the part that marks stand in, in px. */
  readonly plotHeight: number;
  /** Room between title and marks for texts, in px; by default none. */
  readonly notesHeight?: number;
}

/** A figure that a drawing can show: the reader chooses one of them, or there is but one. */
export interface ShownFigure {
  /** By which data are kept that belong to it. */
  readonly choice: string;
  readonly name: string;
}

export interface VerticalScale {
  readonly isLog: boolean;
  readonly low: number;
  readonly high: number;
  /** Lines to read by. */
  readonly steps: readonly number[];
}

/** Logarithmic where positive values span more than a decade, else from zero, of shares at most to 1. */
export function verticalScale(values: readonly number[], most = Number.POSITIVE_INFINITY): VerticalScale {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (low > 0 && high / low > 10) {
    const steps = stepsAround(low, high);
    const decades = steps.filter((step) => Number.isInteger(Math.log10(step)));
    return {
      isLog: true,
      low: steps[0] as number,
      high: steps.at(-1) as number,
      steps: steps.length > mostSteps ? decades : steps,
    };
  }
  const top = high > 0 && Number.isFinite(high) ? Math.min(high, most) : Math.min(1, most);
  const step = [1, 2, 2.5, 5, 10].map((each) => each * 10 ** Math.floor(Math.log10(top / 4)));
  const width = step.find((each) => each * 4 >= top * (1 - 1e-9)) as number;
  const count = Math.max(1, Math.ceil(top / width - 1e-9));
  const steps = Array.from({ length: count + 1 }, (_, place) => Number((place * width).toPrecision(12)));
  return { isLog: false, low: 0, high: steps.at(-1) as number, steps };
}

const mostSteps = 7;

/** Where a value stands in a panel, in px from the top of the drawing; beyond the scale's ends, at them. */
export function heightIn(panels: Panels, panel: number, scale: VerticalScale, value: number): number {
  const of = (each: number): number => (scale.isLog ? Math.log(each) : each);
  const clamped = Math.min(Math.max(value, scale.low), scale.high);
  const share = (of(clamped) - of(scale.low)) / (of(scale.high) - of(scale.low));
  return Math.round((panelTop(panels, panel) + (1 - share) * panels.plotHeight) * 10) / 10;
}

/** Of the part that marks stand in. */
export function panelTop(panels: Panels, panel: number): number {
  const above = titleOf(panels.titles) + (panels.notesHeight ?? 0) + headroom;
  return figureNameHeight + panel * (above + panels.plotHeight + gap) + above;
}

/** Where the texts of a panel begin. */
export function notesTop(panels: Panels, panel: number): number {
  return panelTop(panels, panel) - headroom - (panels.notesHeight ?? 0);
}

function titleOf(titles: readonly string[]): number {
  return titles.some((title) => title !== '') ? titleHeight : 0;
}

export function panelsHeight(panels: Panels): number {
  return panelTop(panels, panels.titles.length - 1) + panels.plotHeight;
}

/** The channel of a datum's height: one unit is one px. */
export function panelY(panels: Panels, field = 'y') {
  const domain = [0, panelsHeight(panels)];
  return {
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain, reverse: true, nice: false, zero: false },
  } as const;
}

/** The layers under the titles of their panels, and under the name of the figure that is shown. */
export function panelSpec(
  panels: Panels,
  figures: readonly ShownFigure[],
  layers: readonly Layer[],
  params: NonNullable<TopLevelSpec['params']> = [],
): TopLevelSpec {
  const names: Layer = {
    data: { values: figures.map(({ choice, name }) => ({ choice, text: name, y: figureNameHeight / 2 })) },
    transform: figures.length > 1 ? chosen : [],
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'middle',
      color: 'var(--chart-muted)',
      fontSize: 12,
      limit: { expr: 'width' },
    },
    encoding: { x: { value: 0 }, y: panelY(panels), text: { field: 'text', type: 'nominal' } },
  };
  const titles: Layer = {
    data: {
      values: panels.titles.map((text, panel) => ({
        text,
        y: notesTop(panels, panel) - titleHeight / 2,
      })),
    },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'middle',
      fontWeight: 600,
      limit: { expr: 'width' },
    },
    encoding: { x: { value: 0 }, y: panelY(panels), text: { field: 'text', type: 'nominal' } },
  };
  return {
    ...commonParts,
    params: [...commonParts.params, ...params],
    height: panelsHeight(panels),
    layer: [...layers, names, ...(panels.titles.some((title) => title !== '') ? [titles] : [])],
  };
}

/** Keeps the data of the figure that the reader has chosen. */
export const chosen = [{ filter: 'datum.choice === choice' }];

/** Horizontal lines to read by, with their values at the left; `choice` is kept in each datum, to filter by. */
export function readingLines(
  panels: Panels,
  scales: readonly {
    readonly choice: string;
    readonly scale: VerticalScale;
    readonly format: (value: number) => string;
  }[],
  transform: NonNullable<Layer['transform']> = [],
): Layer[] {
  const data = {
    values: scales.flatMap(({ choice, scale, format }) =>
      panels.titles.flatMap((_, panel) =>
        scale.steps.map((step) => ({
          choice,
          y: heightIn(panels, panel, scale, step),
          text: asAxisLabel(format(step)),
        })),
      ),
    ),
  };
  const y = panelY(panels);
  return [
    {
      data,
      transform: [...transform],
      mark: { type: 'rule', color: 'var(--chart-grid)' },
      encoding: { x: { value: 0 }, x2: { value: 'width' }, y },
    },
    {
      data,
      transform: [...transform],
      mark: {
        type: 'text',
        align: 'left',
        baseline: 'bottom',
        dy: -2,
        fontSize: 12,
        color: 'var(--chart-muted)',
      },
      encoding: { x: { value: 0 }, y, text: { field: 'text', type: 'nominal' } },
    },
  ];
}

/** Room at the left of the marks for the values of the reading lines, and at the right for half a label, in px. */
export const sideRoom = { left: 76, right: 28 } as const;
