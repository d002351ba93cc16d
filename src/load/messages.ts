import type { StalenessReport } from '../measure/freshness/freshness-ledger.ts';
import type { Outcome } from '../measure/outcome.ts';
import type { RecoveryWindows } from '../measure/recovery-windows.ts';
import type { ResourceUsage } from '../measure/resource-usage.ts';
import type { ScheduleReport } from '../measure/schedule-recorder.ts';
import type { Timeline, TimelineInterval } from '../measure/timeline.ts';
import type { Balance, Scenario } from '../scenario/scenario.ts';
import type { OwnChanges } from '../support/change-times.ts';

export interface LoadConfig {
  readonly scenario: Scenario;
  /** Seed of this repetition's request streams; every strategy of the repetition gets the same. */
  readonly seed: number;
  /** Gateways, as `http://127.0.0.1:40002`. */
  readonly targets: readonly string[];
  /** Which of them a request goes to. */
  readonly balance: Balance;
  /** How the resources of backends change by themselves; by backend name, those that do. */
  readonly ownChanges: Readonly<Record<string, OwnChanges>>;
}

/** What became of the requests of one phase: offered = completed + errors + timeouts + unfinished. */
export interface RequestCounts {
  /** Sent, tried to, or due and still waiting for a connection. */
  readonly offered: number;
  /** Answered in full, whatever the status. */
  readonly completed: number;
  /** The connection failed or closed before the answer was complete. */
  readonly errors: number;
  readonly timeouts: number;
  /** Still in flight, or waiting, when the drain at the end of the phase ran out. */
  readonly unfinished: number;
}

export interface LoadReport {
  /** On the machine's clock; absent where it was halted before it began. */
  readonly beganAtUs?: number | undefined;
  readonly requests: RequestCounts;
  /** From the beginning to the last answer. */
  readonly durationUs: number;
  readonly window: LoadWindow;
  /** Completed responses by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Completed responses by outcome, those that occurred. */
  readonly outcomes: Readonly<Partial<Record<Outcome, OutcomeReport>>>;
  /**
   * For how long requests had been waited for that were given up, as timeouts or unfinished: from when they were due in open
   * loop, else from when they were sent. An encoded histogram in µs; absent where there were none.
   */
  readonly givenUp?: string;
  /** Where resources can change. */
  readonly staleness?: StalenessReport;
  readonly timeline: Timeline;
  /** Where the scenario has faults. */
  readonly recovery?: RecoveryWindows;
  /** True when a trace ended the phase before its time was up. */
  readonly traceEnded: boolean;
  /** In open loop. */
  readonly schedule?: ScheduleReport;
  readonly resources: ResourceUsage;
}

/**
 * The time from the beginning to the moment from which no more requests were offered, and the answers that came in it,
 * errors not counted: failing fast is no throughput. The drain that follows is no part of it: fewer and fewer connections
 * are busy then, and an open loop that was offered too much would work off then what it could not do in time.
 */
export interface LoadWindow {
  readonly durationUs: number;
  readonly answered: number;
}

export interface OutcomeReport {
  readonly count: number;
  /** Bytes received, headers included. */
  readonly bytes: number;
  /** Service times, from when requests were sent: an encoded histogram in µs. */
  readonly latency: string;
  /** In open loop, response times, from when requests were due: likewise. */
  readonly response?: string;
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
  /** Of the phase's timeline, those that ended since the last progress. */
  readonly intervals: readonly TimelineInterval[];
}

/** Sent once: the measurement has begun, and the times of its faults count from now on. */
export interface MeasurementBegan {
  /** On the machine's clock (see support/machine-clock.ts). */
  readonly beganAtUs: number;
}

export interface WarmUpReport {
  readonly requests: RequestCounts;
  /** When requests came and went; absent where there was no warm-up. */
  readonly course?: Pick<LoadReport, 'beganAtUs' | 'timeline'>;
}

/** What a load process tells without being asked. */
export type LoadEvent = LoadProgress | MeasurementBegan;

/** What the experiment may ask of a load process. */
export interface LoadCalls {
  /** Reads the trace, if any, and connects to nothing yet. */
  start(config: LoadConfig): Promise<void>;
  /** Resolves when the warm-up is over. */
  warmUp(argument: undefined): Promise<WarmUpReport>;
  /** Resolves when the measurement is over. */
  measure(argument: undefined): Promise<LoadReport>;
  /** Ends the phase under way early; its call resolves with what was counted. */
  halt(argument: undefined): Promise<void>;
}
