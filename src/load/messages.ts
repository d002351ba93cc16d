import type { Outcome } from '../measure/outcome.ts';
import type { ResourceUsage } from '../measure/resource-usage.ts';
import type { Timeline } from '../measure/timeline.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { OwnChanges } from '../support/change-times.ts';

export interface LoadConfig {
  readonly scenario: Scenario;
  /** Seed of this repetition's request streams; every strategy of the repetition gets the same. */
  readonly seed: number;
  /** Gateways, as `http://127.0.0.1:40002`. Connections are dealt to them in turn. */
  readonly targets: readonly string[];
  /** How the resources of backends change by themselves; by backend name, those that do. */
  readonly ownChanges: Readonly<Record<string, OwnChanges>>;
}

/** What became of the requests of one phase: offered = completed + errors + timeouts + unfinished. */
export interface RequestCounts {
  /** Sent, or tried to. */
  readonly offered: number;
  /** Answered in full, whatever the status. */
  readonly completed: number;
  /** The connection failed or closed before the answer was complete. */
  readonly errors: number;
  readonly timeouts: number;
  /** Still in flight when the drain at the end of the phase ran out. */
  readonly unfinished: number;
}

export interface LoadReport {
  readonly requests: RequestCounts;
  /** From the first request sent to the last one answered. */
  readonly durationUs: number;
  readonly window: LoadWindow;
  /** Completed responses by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Completed responses by outcome, those that occurred. Latency is service time, an encoded histogram in µs. */
  readonly outcomes: Readonly<Partial<Record<Outcome, OutcomeReport>>>;
  /** Where resources can change. */
  readonly staleness?: StalenessReport;
  readonly timeline: Timeline;
  /** True when a trace ended the phase before its time was up. */
  readonly traceEnded: boolean;
  readonly resources: ResourceUsage;
}

/**
 * The time from the first request sent to the moment from which no more were sent, and the answers that came in it, errors
 * not counted: failing fast is no throughput. The drain that follows is no part of it, because fewer and fewer
 * connections are busy then.
 */
export interface LoadWindow {
  readonly durationUs: number;
  readonly answered: number;
}

export interface OutcomeReport {
  readonly count: number;
  /** Bytes received, headers included. */
  readonly bytes: number;
  readonly latency: string;
}

/** What answers said of versions that clients could have known to be newer. */
export interface StalenessReport {
  /** Reads whose version is known. */
  readonly reads: number;
  /** Of them, older than the newest version acknowledged, or made by the backend itself, before the request was sent. */
  readonly stale: number;
  /** For how long, when the request was sent, there had been a newer version; of stale reads, an encoded histogram in µs. */
  readonly age: string;
  /** Reads of what the same user had written before, and those of them that did not see it. */
  readonly ownReads: number;
  readonly ownWritesUnseen: number;
  /** Reads of what another node had answered before, and those of them that were older than that answer. */
  readonly sharedReads: number;
  readonly disagreements: number;
}

/** Sent twice a second while load runs. */
export interface LoadProgress {
  readonly phase: 'warm-up' | 'measure';
  readonly elapsedUs: number;
  readonly completed: number;
  /** Over the time since the last progress. */
  readonly requestsPerSecond: number;
  /** Since the phase began; undefined while no cacheable request was answered. */
  readonly hitRatio: number | undefined;
}

/** What the experiment may ask of a load process. */
export interface LoadCalls {
  /** Reads the trace, if any, and connects to nothing yet. */
  start(config: LoadConfig): Promise<void>;
  /** Resolves when the warm-up is over. */
  warmUp(argument: undefined): Promise<RequestCounts>;
  /** Resolves when the measurement is over. */
  measure(argument: undefined): Promise<LoadReport>;
  /** Ends the phase under way early; its call resolves with what was counted. */
  halt(argument: undefined): Promise<void>;
}
