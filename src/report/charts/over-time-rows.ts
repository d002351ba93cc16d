import type { Theory } from '../../results/result.ts';
import type { Summary } from '../../stats/summary.ts';
import type { TimelineFigure, TimelinePoint } from '../model/timeline.ts';

/** One of the panels of a chart over time, which stand below one another on one time axis. */
export interface Panel {
  readonly figure: TimelineFigure;
  /** Stands above the panel: `hit ratio`. */
  readonly title: string;
  readonly format: (value: number) => string;
  /** The vertical axis: of latencies, the same in all panels of a chart; of a share, from none to all; of counts, from zero. */
  readonly axis: 'latency' | 'share' | 'count';
  /** What theory says of the figure over the whole measurement, if it says anything. */
  readonly theory?: (theory: Theory) => number | undefined;
}

/** One interval of one strategy. */
export interface Row {
  readonly strategy: string;
  readonly point: TimelinePoint;
}

/** The same fields in each row, and texts as in the table, so that a page holds neither twice (html/shared-tables.ts). */
export function valuesOf(rows: readonly Row[], panels: readonly Panel[]) {
  return rows.map(({ strategy, point }) => {
    const figures = panels.flatMap(({ figure, format }) => {
      const { median, min, max } = point[figure] ?? { median: null, min: null, max: null };
      return [
        [figure, rounded(median)],
        ...(hasRange(rows, figure)
          ? [
              [`${figure}Min`, rounded(min)],
              [`${figure}Max`, rounded(max)],
            ]
          : []),
        [`${figure}Text`, median === null ? absent : format(median)],
      ];
    });
    return {
      strategy,
      seconds: (point.startSeconds + point.endSeconds) / 2,
      interval: intervalInWords(point),
      ...Object.fromEntries(figures),
    };
  });
}

/** Four digits are more than any drawing shows. */
const rounded = (value: number | null): number | null => value && Number(value.toPrecision(4));

/** Said in place of a figure. */
export const absent = '–';

export const intervalInWords = ({ startSeconds, endSeconds }: TimelinePoint): string =>
  startSeconds < 0 ? `${startSeconds} to ${endSeconds}` : `${startSeconds}–${endSeconds}`;

/** Least and greatest; none of nothing. */
export const extremes = (summary: Summary | undefined): number[] =>
  summary ? [summary.min, summary.max] : [];

/** Whether repetitions differ in the figure anywhere. */
export function hasRange(rows: readonly Row[], figure: TimelineFigure): boolean {
  return rows.some(({ point }) => point[figure]?.min !== point[figure]?.max);
}

export function isRepeated(rows: readonly Row[], panels: readonly Panel[]): boolean {
  return rows.some(({ point }) => panels.some(({ figure }) => (point[figure]?.n ?? 0) > 1));
}
