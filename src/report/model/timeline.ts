import { intervalFigures } from '../../results/interval-figures.ts';
import type { Measurement } from '../../results/result.ts';
import { type Summary, summarise } from '../../stats/summary.ts';

/** One interval of the measurement, over all repetitions. */
export interface TimelinePoint {
  /** Start of the interval, since the measurement began. */
  readonly seconds: number;
  readonly requestsPerSecond: Summary;
  readonly hitRatio: Summary | undefined;
}

/** Bounds the size of a report, however long the run was. */
const mostPoints = 200;

/** Repetitions laid over one another, interval by interval; each counts as far as it lasted. */
export function timelineOf(measurements: readonly Measurement[]): TimelinePoint[] {
  const timelines = measurements.map((measurement) => intervalFigures(measurement, mostPoints));
  const starts = [...new Set(timelines.flat().map(({ startUs }) => startUs))].sort(
    (one, other) => one - other,
  );
  return starts.flatMap((startUs) => {
    const intervals = timelines.flatMap((timeline) =>
      timeline.filter((figures) => figures.startUs === startUs),
    );
    const requestsPerSecond = summarise(intervals.map((figures) => figures.requestsPerSecond));
    const hitRatio = summarise(intervals.map((figures) => figures.hitRatio ?? Number.NaN));
    return requestsPerSecond === undefined ? [] : [{ seconds: startUs / 1e6, requestsPerSecond, hitRatio }];
  });
}
