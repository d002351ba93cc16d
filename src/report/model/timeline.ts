import {
  type IntervalFigures,
  intervalFigures,
  phasesOf,
  thinnedIntervalUs,
} from '../../results/interval-figures.ts';
import type { Measurement } from '../../results/result.ts';
import { type Summary, summarise } from '../../stats/summary.ts';
import { groupBy } from './group-by.ts';

/** What is told of each interval, over all repetitions; undefined where none of them has it. */
const figureNames = [
  'requestsPerSecond',
  'backendCallsPerSecond',
  'hitRatio',
  'staleRatio',
  'collapsedRatio',
  'p50Us',
  'p95Us',
  'p99Us',
] as const satisfies readonly (keyof IntervalFigures)[];

export type TimelineFigure = (typeof figureNames)[number];

/** One interval of the measurement, or of the warm-up, over all repetitions. */
export interface TimelinePoint extends Readonly<Record<TimelineFigure, Summary | undefined>> {
  /** Since the measurement began; less than 0 in the warm-up. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Of one strategy, and of all together: they bound the size of a report, however long the run was and whatever it compared. */
const mostPoints = 200;
const mostPointsOfAll = 500;

/** How many points the timelines of so many strategies may have each. */
export function mostPointsOf(strategies: number): number {
  return Math.min(mostPoints, Math.ceil(mostPointsOfAll / strategies));
}

/** Repetitions laid over one another, interval by interval, in at most so many; each counts as far as it lasted. */
export function timelineOf(
  measurements: readonly Measurement[],
  warmupUs: number,
  mostPoints: number,
): TimelinePoint[] {
  const intervals = measurements.flatMap((measurement) => {
    const phases = phasesOf(measurement, warmupUs);
    const intervalUs = thinnedIntervalUs(phases, mostPoints);
    return phases.flatMap((phase) => intervalFigures(phase, intervalUs));
  });
  const byStart = groupBy(intervals, ({ startUs }) => startUs);
  return [...byStart]
    .sort(([one], [other]) => one - other)
    .map(([startUs, repetitions]) => ({
      startSeconds: startUs / 1e6,
      endSeconds: Math.max(...repetitions.map(({ endUs }) => endUs)) / 1e6,
      ...(Object.fromEntries(
        figureNames.map((name) => [
          name,
          summarise(repetitions.map((figures) => figures[name] ?? Number.NaN)),
        ]),
      ) as Record<TimelineFigure, Summary | undefined>),
    }));
}
