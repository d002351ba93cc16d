import { hitRatio, type OutcomeCounts, shareOfCacheable } from '../measure/outcome.ts';
import type { Measurement } from './result.ts';

/** The figures of one interval of a trial's timeline. */
export interface IntervalFigures {
  /** Start of the interval, since the measurement began. */
  readonly startUs: number;
  /** Answers other than errors, as in the figures of a whole trial. */
  readonly requestsPerSecond: number;
  /** 0–1; undefined where nothing was cacheable. */
  readonly hitRatio: number | undefined;
  /** What of the hit ratio is not plain hits. */
  readonly staleRatio: number | undefined;
  readonly collapsedRatio: number | undefined;
  /** Of intervals put together the largest, because percentiles cannot be put together; undefined where nothing was answered. */
  readonly p99Us: number | undefined;
}

/**
 * A trial's timeline, thinned to at most `mostIntervals` by putting neighbours together. What is left at the end is
 * dropped when it is shorter than half an interval, because a rate of so little time says nothing.
 */
export function intervalFigures(measurement: Measurement, mostIntervals: number): IntervalFigures[] {
  const { timeline, window } = measurement;
  const intervalUs = thinnedIntervalUs(measurement, mostIntervals);
  const together = intervalUs / timeline.intervalUs;
  const figures: IntervalFigures[] = [];
  for (let first = 0; first < timeline.completed.length; first += together) {
    const startUs = first * timeline.intervalUs;
    const lengthUs = Math.min(intervalUs, window.durationUs - startUs);
    if (lengthUs < intervalUs / 2) break;
    const sum = (counts: readonly number[]): number =>
      counts.slice(first, first + together).reduce((total, count) => total + count, 0);
    const byOutcome: OutcomeCounts = Object.fromEntries(
      Object.entries(timeline.byOutcome).map(([outcome, counts]) => [outcome, sum(counts)]),
    );
    figures.push({
      startUs,
      requestsPerSecond: (sum(timeline.completed) - (byOutcome.error ?? 0)) / (lengthUs / 1e6),
      hitRatio: hitRatio(byOutcome),
      staleRatio: shareOfCacheable(byOutcome, 'stale'),
      collapsedRatio: shareOfCacheable(byOutcome, 'collapsed'),
      p99Us: largest(timeline.p99Us.slice(first, first + together)),
    });
  }
  return figures;
}

/**
 * The length of the intervals of a timeline thinned so; the last may have been cut short. It follows from the time in which
 * requests were sent, because that is the same for all trials of a scenario, which the drain after it is not.
 */
export function thinnedIntervalUs({ timeline, window }: Measurement, mostIntervals: number): number {
  const intervals = Math.round(window.durationUs / timeline.intervalUs);
  return timeline.intervalUs * Math.max(1, Math.ceil(intervals / mostIntervals));
}

function largest(values: readonly (number | null)[]): number | undefined {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? undefined : Math.max(...present);
}
