import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import type { PickFigure } from '../model/figure-comparison.ts';

/** A column of the main table, the same in HTML, terminal and Markdown. */
export interface FigureColumn {
  readonly heading: string;
  readonly pick: PickFigure;
  readonly format: (value: number) => string;
  /** Which way is good; absent where a column is not compared. */
  readonly better?: 'higher' | 'lower';
}

/** A thousandth of fewer requests than this is no request at all. */
const fewestForP999 = 1000;

export const figureColumns: readonly FigureColumn[] = [
  {
    heading: 'failed',
    pick: ({ failureRatio }) => failureRatio,
    format: formatShare,
  },
  {
    heading: 'requests/s',
    pick: ({ requestsPerSecond }) => requestsPerSecond,
    format: formatNumber,
    better: 'higher',
  },
  { heading: 'p50', pick: ({ p50Us }) => p50Us, format: formatDuration, better: 'lower' },
  { heading: 'p99', pick: ({ p99Us }) => p99Us, format: formatDuration, better: 'lower' },
  {
    heading: 'p99.9',
    pick: ({ p999Us, completed }) => (completed < fewestForP999 ? undefined : p999Us),
    format: formatDuration,
    better: 'lower',
  },
  { heading: 'max', pick: ({ maxUs }) => maxUs, format: formatDuration },
  { heading: 'hit ratio', pick: ({ hitRatio }) => hitRatio, format: formatShare, better: 'higher' },
  {
    heading: 'backend calls per 100',
    pick: ({ offload, completed }) => (completed === 0 ? undefined : 100 * (1 - offload)),
    format: formatNumber,
    better: 'lower',
  },
];
