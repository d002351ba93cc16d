import type { Result } from '../../results/result.ts';
import type { ComparedMetric } from '../model/comparisons.ts';
import type { ShownMetric } from '../model/run-model.ts';

/** Where a table is read: a page is as wide as it takes, text has 100 columns, and a comment on a forge hardly more. */
export type Medium = 'page' | 'text';

/**
 * A column of the main table, the same in HTML, terminal and Markdown. It shows the `mean` over the trials; `compared`: that, with
 * marks where strategies differ; or the `largest` of all trials.
 */
export type FigureColumn = {
  readonly heading: string;
  /** Set where it takes room that text does not have. */
  readonly only?: 'page';
} & (
  | { readonly metric: ComparedMetric; readonly shows: 'compared' }
  | { readonly metric: ShownMetric; readonly shows: 'mean' | 'largest' }
);

/** In open loop the schedule sets how many requests are answered, so strategies are not compared by that. */
export function figureColumns({ scenario: { load } }: Result, medium: Medium): readonly FigureColumn[] {
  const columns: readonly FigureColumn[] = [
    { heading: 'failed', metric: 'failures', shows: 'mean' },
    { heading: 'requests/s', metric: 'requestsPerSecond', shows: load.kind === 'open' ? 'mean' : 'compared' },
    { heading: 'p50', metric: 'p50', shows: 'compared' },
    { heading: 'p90', metric: 'p90', shows: 'mean', only: 'page' },
    { heading: 'p95', metric: 'p95', shows: 'mean', only: 'page' },
    { heading: 'p99', metric: 'p99', shows: 'compared' },
    { heading: 'p99.9', metric: 'p999', shows: 'compared' },
    { heading: 'max', metric: 'max', shows: 'largest' },
    { heading: 'hit ratio', metric: 'hitRatio', shows: 'compared' },
    { heading: 'backend calls per 100', metric: 'backendCallsPer100', shows: 'compared' },
  ];
  return columns.filter(({ only = medium }) => only === medium);
}
