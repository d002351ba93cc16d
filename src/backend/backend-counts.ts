import { ArrivalRecorder } from '../measure/arrivals.ts';
import { LatencyHistogram } from '../measure/histogram.ts';
import { probeResources } from '../measure/resource-probe.ts';
import type { ResourceUsage } from '../measure/resource-usage.ts';
import type { Answer } from './answer.ts';
import type { BackendReport } from './messages.ts';

/** What a backend counts, from one `reset` to the next. `BackendReport` says what each means. */
export interface BackendCounts {
  calls: number;
  readonly arrivals: ArrivalRecorder;
  writes: number;
  notModified: number;
  errors: number;
  readonly intendedDelay: LatencyHistogram;
  readonly actualDelay: LatencyHistogram;
  readonly queueWait: LatencyHistogram;
  readonly resources: () => ResourceUsage;
}

/** Where the time of one request went. */
export interface Timing {
  /** The delay that the latency model asked for. */
  readonly intendedUs: number;
  /** The delay that was given. */
  readonly actualUs: number;
  /** The wait for a place, before the delay. */
  readonly queueUs: number;
}

/** @param atUs now, on the machine's clock */
export function startCounts(atUs: number): BackendCounts {
  return {
    calls: 0,
    arrivals: new ArrivalRecorder(atUs),
    writes: 0,
    notModified: 0,
    errors: 0,
    intendedDelay: new LatencyHistogram(),
    actualDelay: new LatencyHistogram(),
    queueWait: new LatencyHistogram(),
    resources: probeResources(),
  };
}

export function countAnswer(counts: BackendCounts, { status }: Answer, timing: Timing): void {
  if (status === 500) counts.errors += 1;
  else if (status === 304) counts.notModified += 1;
  // Nothing but a write that succeeded is answered so.
  else if (status === 204) counts.writes += 1;
  counts.intendedDelay.record(timing.intendedUs);
  counts.actualDelay.record(timing.actualUs);
  counts.queueWait.record(timing.queueUs);
}

export function reportCounts(counts: BackendCounts): BackendReport {
  return {
    ...counts,
    arrivals: counts.arrivals.arrivals(),
    intendedDelay: counts.intendedDelay.encode(),
    actualDelay: counts.actualDelay.encode(),
    queueWait: counts.queueWait.encode(),
    resources: counts.resources(),
  };
}
