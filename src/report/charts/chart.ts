import type { TopLevelSpec } from 'vega-lite';
import type { RunModel } from '../model/run-model.ts';
import type { SeriesStyle } from '../model/series-style.ts';
import type { DataTable } from '../tables/data-table.ts';

/** One layer of a drawing: a mark and what it encodes. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** One question of the reader and the drawing that answers it: of a run, or of whatever else has a page. */
export interface Chart<Model = RunModel> {
  /** Also the chart's anchor in the page. */
  readonly id: string;
  readonly question: string;
  /** Whether the chart is about anything in this run; where it is not, reports leave it out. Absent: it always is. */
  readonly concerns?: (model: Model) => boolean;
  readonly draw: (model: Model) => Drawing;
}

/** Whatever has a name and a look of its own in the drawings: a strategy, or a run of one where runs are compared. */
export interface LegendEntry {
  readonly name: string;
  readonly style: SeriesStyle;
  /** What is no strategy cannot be picked as one. */
  readonly isRun?: true;
}

export type Drawing =
  | {
      readonly state: 'drawn';
      /** A single or layered view as wide as its container, so that it fits a phone as well as a page. */
      readonly spec: TopLevelSpec;
      /** What one mark is, how many samples stand behind it, and how to read it. */
      readonly caption: string;
      /** Strategies to explain beside the drawing; empty where it names them itself. */
      readonly legend: readonly LegendEntry[];
      /** The same figures for those who cannot see the drawing, or want to copy them. */
      readonly table: DataTable;
    }
  | { readonly state: 'empty'; readonly reason: string };

export const nothingMeasured = {
  state: 'empty',
  reason: 'Nothing to draw: this run has no valid trial.',
} as const satisfies Drawing;
