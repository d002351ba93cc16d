import type { Result } from '../../results/result.ts';
import type { ShownMetric } from '../model/run-model.ts';

/** A column of the main table, the same in HTML, terminal and Markdown. */
export interface FigureColumn {
  readonly heading: string;
  readonly metric: ShownMetric;
  /** `mean` over the trials; `compared`: that, with marks where strategies differ; `largest` of all trials. */
  readonly shows: 'mean' | 'compared' | 'largest';
}

/** In open loop the schedule sets how many requests are answered, so strategies are not compared by that. */
export function figureColumns({ scenario: { load } }: Result): readonly FigureColumn[] {
  return [
    { heading: 'failed', metric: 'failures', shows: 'mean' },
    { heading: 'requests/s', metric: 'requestsPerSecond', shows: load.kind === 'open' ? 'mean' : 'compared' },
    { heading: 'p50', metric: 'p50', shows: 'compared' },
    { heading: 'p99', metric: 'p99', shows: 'compared' },
    { heading: 'p99.9', metric: 'p999', shows: 'compared' },
    { heading: 'max', metric: 'max', shows: 'largest' },
    { heading: 'hit ratio', metric: 'hitRatio', shows: 'compared' },
    { heading: 'backend calls per 100', metric: 'backendCallsPer100', shows: 'compared' },
  ];
}
