import { LatencyHistogram } from './histogram.ts';
import { type Outcome, outcomes } from './outcome.ts';
import type { Timeline, TimelineInterval } from './timeline.ts';

interface Interval {
  readonly completed: Partial<Record<Outcome, number>>;
  failed: number;
  p50Us: number | null;
  p95Us: number | null;
  p99Us: number | null;
}

const shortestUs = 250e3;
const mostIntervals = 600;

/**
 * Builds a timeline of events, which must come in the order of their times. Intervals are a quarter of a second
 * long, or ½, 1, 2 … seconds where a timeline of `longestUs` would otherwise have more than 600 of them. The length is settled
 * beforehand, because percentiles of intervals cannot be put together afterwards; so only one histogram is
 * needed, of the interval under way.
 */
export class TimelineRecorder {
  readonly #intervalUs: number;
  readonly #intervals: Interval[] = [];
  readonly #latency = new LatencyHistogram();

  constructor(longestUs: number) {
    const doublings = Math.ceil(Math.log2(longestUs / shortestUs / mostIntervals));
    this.#intervalUs = shortestUs * 2 ** Math.max(0, doublings);
  }

  /** `atUs` counts from the start of the timeline; what comes after `longestUs` goes to the last interval. */
  recordCompleted(atUs: number, outcome: Outcome, latencyUs: number): void {
    const { completed } = this.#intervalAt(atUs);
    completed[outcome] = (completed[outcome] ?? 0) + 1;
    this.#latency.record(latencyUs);
  }

  recordFailed(atUs: number): void {
    this.#intervalAt(atUs).failed += 1;
  }

  /** The timeline up to now; recording may go on. */
  timeline(): Timeline {
    this.#summarise();
    const occurred = outcomes.filter((name) => this.#intervals.some(({ completed }) => name in completed));
    const column = <T>(value: (interval: Interval) => T) => this.#intervals.map(value);
    return {
      intervalUs: this.#intervalUs,
      completed: column(({ completed }) => Object.values(completed).reduce((sum, count) => sum + count, 0)),
      byOutcome: Object.fromEntries(
        occurred.map((outcome) => [outcome, column(({ completed }) => completed[outcome] ?? 0)]),
      ),
      failed: column(({ failed }) => failed),
      p50Us: column(({ p50Us }) => p50Us),
      p95Us: column(({ p95Us }) => p95Us),
      p99Us: column(({ p99Us }) => p99Us),
    };
  }

  /** The intervals from the given place on (from 0) that are over: each is settled once something happened after it. */
  ended(from: number): TimelineInterval[] {
    return this.#intervals.slice(from, -1).map((interval, index) => ({
      ...interval,
      startUs: (from + index) * this.#intervalUs,
      lengthUs: this.#intervalUs,
    }));
  }

  #intervalAt(atUs: number): Interval {
    const index = Math.min(mostIntervals - 1, Math.floor(atUs / this.#intervalUs));
    while (this.#intervals.length <= index) {
      this.#summarise();
      this.#latency.reset();
      this.#intervals.push({ completed: {}, failed: 0, p50Us: null, p95Us: null, p99Us: null });
    }
    return this.#intervals.at(-1) as Interval;
  }

  /** Gives the interval under way its percentiles. */
  #summarise(): void {
    const interval = this.#intervals.at(-1);
    if (interval === undefined || this.#latency.count === 0) return;
    interval.p50Us = this.#latency.quantileUs(0.5);
    interval.p95Us = this.#latency.quantileUs(0.95);
    interval.p99Us = this.#latency.quantileUs(0.99);
  }
}
