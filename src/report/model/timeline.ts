import { intervalFigures, thinnedIntervalUs } from '../../results/interval-figures.ts';
import type { Measurement } from '../../results/result.ts';
import { type Summary, summarise } from '../../stats/summary.ts';
import { groupBy } from './group-by.ts';

/** One interval of the measurement, over all repetitions. */
export interface TimelinePoint {
  /** Since the measurement began. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly requestsPerSecond: Summary;
  readonly hitRatio: Summary | undefined;
  /** What of the hit ratio is not plain hits. */
  readonly staleRatio: Summary | undefined;
  readonly collapsedRatio: Summary | undefined;
  readonly p99Us: Summary | undefined;
}

/** Bounds the size of a report, however long the run was. */
const mostPoints = 200;

/** Repetitions laid over one another, interval by interval; each counts as far as it lasted. */
export function timelineOf(measurements: readonly Measurement[]): TimelinePoint[] {
  const intervals = measurements.flatMap((measurement) => {
    const lengthUs = thinnedIntervalUs(measurement, mostPoints);
    return intervalFigures(measurement, mostPoints).map((figures) => ({
      ...figures,
      endUs: figures.startUs + lengthUs,
    }));
  });
  const byStart = groupBy(intervals, ({ startUs }) => startUs);
  return [...byStart]
    .sort(([one], [other]) => one - other)
    .flatMap(([startUs, repetitions]) => {
      const requestsPerSecond = summarise(repetitions.map((figures) => figures.requestsPerSecond));
      const figure = (pick: 'hitRatio' | 'staleRatio' | 'collapsedRatio' | 'p99Us') =>
        summarise(repetitions.map((figures) => figures[pick] ?? Number.NaN));
      const endUs = Math.max(...repetitions.map((figures) => figures.endUs));
      return requestsPerSecond === undefined
        ? []
        : [
            {
              startSeconds: startUs / 1e6,
              endSeconds: endUs / 1e6,
              requestsPerSecond,
              hitRatio: figure('hitRatio'),
              staleRatio: figure('staleRatio'),
              collapsedRatio: figure('collapsedRatio'),
              p99Us: figure('p99Us'),
            },
          ];
    });
}
