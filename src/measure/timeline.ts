import type { Outcome, OutcomeCounts } from './outcome.ts';

/** One interval of a timeline that is still being recorded, and is itself over. */
export interface TimelineInterval {
  readonly startUs: number;
  readonly lengthUs: number;
  readonly completed: OutcomeCounts;
  /** Errors and timeouts. */
  readonly failed: number;
  /** Null where nothing was completed. */
  readonly p50Us: number | null;
  readonly p95Us: number | null;
  readonly p99Us: number | null;
}

/** Columns of equal length, one value an interval; the last interval may be shorter. */
export interface Timeline {
  readonly intervalUs: number;
  /** Responses completed, of all outcomes. */
  readonly completed: readonly number[];
  /** Of them, by outcome; only outcomes that occurred. */
  readonly byOutcome: Readonly<Partial<Record<Outcome, readonly number[]>>>;
  /** Errors and timeouts. */
  readonly failed: readonly number[];
  /** Latency percentiles of the interval in µs; null where nothing was completed. */
  readonly p50Us: readonly (number | null)[];
  readonly p95Us: readonly (number | null)[];
  readonly p99Us: readonly (number | null)[];
  /** Calls that reached the backends; absent where nobody has counted them. */
  readonly backendCalls?: readonly number[];
}
