import type { LoadReport, RequestCounts } from '../../load/messages.ts';
import { LatencyHistogram } from '../../measure/histogram.ts';
import type { ScheduleReport } from '../../measure/schedule-recorder.ts';

/**
 * Times of many requests, in µs; null where there were too few for one to lie above. A request that was given up counts with the
 * time that it had been waited for: in open loop in the response times, else in the service times.
 */
export interface TimeFigures {
  readonly count: number;
  readonly p50Us: number | null;
  readonly p90Us: number | null;
  readonly p99Us: number | null;
  readonly p999Us: number | null;
  readonly maxUs: number | null;
  /** Encoded; see measure/histogram.ts. */
  readonly histogram: string;
}

/** What `gatebench load` found; also the shape of `--json`. */
export interface LoadFigures {
  readonly requests: RequestCounts;
  /** Answers without an error per second, while requests were sent. */
  readonly answeredPerSecond: number;
  readonly bytes: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** From when requests were sent. */
  readonly serviceTime: TimeFigures;
  /** In open loop: from when requests were due. */
  readonly responseTime?: TimeFigures;
  /** In open loop: how the load generator kept to its plan. */
  readonly schedule?: Omit<ScheduleReport, 'lag'> & { readonly lag: TimeFigures };
  /** Why none of this must be believed. */
  readonly void?: string;
}

export function figuresOfLoad(
  { requests, window, statuses, outcomes, givenUp, schedule }: Omit<LoadReport, 'resources'>,
  reasonVoid: string | undefined,
): LoadFigures {
  const parts = Object.values(outcomes);
  const responses = parts.flatMap(({ response }) => response ?? []);
  const services = parts.map(({ latency }) => latency);
  const inVain = givenUp === undefined ? [] : [givenUp];
  return {
    requests,
    answeredPerSecond: window.durationUs === 0 ? 0 : window.answered / (window.durationUs / 1e6),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    statuses,
    serviceTime: timesOf(schedule === undefined ? [...services, ...inVain] : services),
    ...(schedule && {
      responseTime: timesOf([...responses, ...inVain]),
      schedule: { ...schedule, lag: timesOf([schedule.lag]) },
    }),
    ...(reasonVoid !== undefined && { void: reasonVoid }),
  };
}

function timesOf(encoded: readonly string[]): TimeFigures {
  const merged = LatencyHistogram.merge(encoded.map((histogram) => LatencyHistogram.decode(histogram)));
  const { count } = merged;
  const quantile = (perMille: number) =>
    count * (1000 - perMille) >= 1000 ? merged.quantileUs(perMille / 1000) : null;
  return {
    count,
    p50Us: quantile(500),
    p90Us: quantile(900),
    p99Us: quantile(990),
    p999Us: quantile(999),
    maxUs: count === 0 ? null : merged.maxUs,
    histogram: merged.encode(),
  };
}
