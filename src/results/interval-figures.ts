import { hitRatio, type OutcomeCounts, shareOfCacheable } from '../measure/outcome.ts';
import type { Measurement } from './result.ts';

/** A trial's warm-up or its measurement, on an axis on which the measurement begins at 0. */
export interface Phase {
  readonly timeline: Measurement['timeline'];
  readonly startUs: number;
  /** The time in which requests were sent; the drain after it is no part of it. */
  readonly durationUs: number;
}

/** The figures of one interval of a phase's timeline. */
export interface IntervalFigures {
  readonly startUs: number;
  readonly endUs: number;
  /** Answers other than errors, as in the figures of a whole trial. */
  readonly requestsPerSecond: number;
  /** Undefined where nobody counted them. */
  readonly backendCallsPerSecond: number | undefined;
  /** 0–1; undefined where nothing was cacheable. */
  readonly hitRatio: number | undefined;
  /** What of the hit ratio is not plain hits. */
  readonly staleRatio: number | undefined;
  readonly collapsedRatio: number | undefined;
  /**
   * Percentiles of latency. Of intervals put together the largest, because percentiles cannot be put together; undefined where
   * nothing was answered, or nobody recorded them.
   */
  readonly p50Us: number | undefined;
  readonly p95Us: number | undefined;
  readonly p99Us: number | undefined;
}

/** The phases that have a timeline, in their order; `warmupUs` is how long the scenario's warm-up takes. */
export function phasesOf(
  { timeline, warmupTimeline, window }: Pick<Measurement, 'timeline' | 'warmupTimeline' | 'window'>,
  warmupUs: number,
): Phase[] {
  const measured = { timeline, startUs: 0, durationUs: window.durationUs };
  if (warmupTimeline === undefined) return [measured];
  return [{ timeline: warmupTimeline, startUs: -warmupUs, durationUs: warmupUs }, measured];
}

/**
 * How long the intervals are of phases that are thinned to at most so many of them, all together: a multiple of the length in which
 * they were recorded.
 */
export function thinnedIntervalUs(phases: readonly Phase[], mostIntervals: number): number {
  const { intervalUs = 0 } = phases.at(-1)?.timeline ?? {};
  const intervals = phases.reduce((sum, { durationUs }) => sum + Math.round(durationUs / intervalUs), 0);
  return intervalUs * Math.max(1, Math.ceil(intervals / mostIntervals));
}

/**
 * A phase's timeline in intervals of the given length, a multiple of its own, by putting neighbours together. What is left at the
 * end is dropped when it is shorter than half an interval, because a rate of so little time says nothing.
 */
export function intervalFigures(
  { timeline, startUs: phaseStartUs, durationUs }: Phase,
  intervalUs: number,
): IntervalFigures[] {
  const together = Math.max(1, Math.round(intervalUs / timeline.intervalUs));
  const figures: IntervalFigures[] = [];
  for (let first = 0; first < timeline.completed.length; first += together) {
    const sinceUs = first * timeline.intervalUs;
    const lengthUs = Math.min(intervalUs, durationUs - sinceUs);
    if (!(lengthUs >= intervalUs / 2)) break;
    const part = <T>(column: readonly T[]): T[] => column.slice(first, first + together);
    const sum = (counts: readonly number[]): number =>
      part(counts).reduce((total, count) => total + count, 0);
    const perSecond = (events: number): number => events / (lengthUs / 1e6);
    const byOutcome: OutcomeCounts = Object.fromEntries(
      Object.entries(timeline.byOutcome).map(([outcome, counts]) => [outcome, sum(counts)]),
    );
    const startUs = phaseStartUs + sinceUs;
    figures.push({
      startUs,
      endUs: phaseStartUs < 0 ? Math.min(0, startUs + intervalUs) : startUs + intervalUs,
      requestsPerSecond: perSecond(sum(timeline.completed) - (byOutcome.error ?? 0)),
      backendCallsPerSecond: timeline.backendCalls && perSecond(sum(timeline.backendCalls)),
      hitRatio: hitRatio(byOutcome),
      staleRatio: shareOfCacheable(byOutcome, 'stale'),
      collapsedRatio: shareOfCacheable(byOutcome, 'collapsed'),
      p50Us: largest(part(timeline.p50Us)),
      p95Us: largest(part(timeline.p95Us ?? [])),
      p99Us: largest(part(timeline.p99Us)),
    });
  }
  return figures;
}

function largest(values: readonly (number | null)[]): number | undefined {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? undefined : Math.max(...present);
}
