import { LatencyHistogram } from '../measure/histogram.ts';
import { type Outcome, type OutcomeCounts, type outcomeOf, outcomes } from '../measure/outcome.ts';
import type { RecoveryRecorder } from '../measure/recovery-windows.ts';
import type { TimelineInterval } from '../measure/timeline.ts';
import { TimelineRecorder } from '../measure/timeline-recorder.ts';
import type { Answer, FailedRequest } from './exchanges.ts';
import type { Freshness } from './freshness.ts';
import { headerValue } from './header-value.ts';
import type { LoadReport, LoadWindow, OutcomeReport, RequestCounts } from './messages.ts';
import { createOutcomeReader } from './outcome-reader.ts';

interface OutcomeTally {
  count: number;
  bytes: number;
  readonly latency: LatencyHistogram;
  /** From when requests were due. Empty in a closed loop. */
  readonly response: LatencyHistogram;
}

export interface AnswerJudges {
  /** Undefined where nothing can be stale. */
  readonly freshness?: Freshness | undefined;
  /** Undefined where nothing goes wrong on purpose. */
  readonly recovery?: RecoveryRecorder | undefined;
  /** What a cache did for an answer, by its status and its Cache-Status; as gateways tell it, unless said otherwise. */
  readonly outcomeOf?: typeof outcomeOf;
}

/** Counts what becomes of the requests of one phase. Times are of `performance.now()`. */
export class PhaseRecorder {
  readonly #timeline: TimelineRecorder;
  readonly #freshness: Freshness | undefined;
  readonly #recovery: RecoveryRecorder | undefined;
  readonly #outcomeOf: typeof outcomeOf;
  readonly #statuses: Record<string, number> = {};
  readonly #outcomes = new Map<Outcome, OutcomeTally>();
  #beganMs: number | undefined;
  #lastCompletedMs = 0;
  #window: LoadWindow | undefined;
  #offered = 0;
  #completed = 0;
  readonly #failed = { error: 0, timeout: 0, unfinished: 0 };
  /** For how long what was given up had been waited for. */
  readonly #givenUp = new LatencyHistogram();
  readonly #begin: (atMs: number) => void;
  /** Resolves when the first request may be offered, to that time. */
  readonly begun: Promise<number>;
  readonly #settle: () => void;
  /** Resolves when nothing more is offered and the fate of every request is known. */
  readonly settled: Promise<void>;

  /** `longestUs`: what its timeline has room for; how long the phase may take, its drain included, or more. */
  constructor(
    longestUs: number,
    { freshness, recovery, outcomeOf = createOutcomeReader() }: AnswerJudges = {},
  ) {
    this.#timeline = new TimelineRecorder(longestUs);
    this.#outcomeOf = outcomeOf;
    this.#freshness = freshness;
    this.#recovery = recovery;
    freshness?.reset();
    let begin = (_: number) => {};
    this.begun = new Promise((resolve) => {
      begin = resolve;
    });
    this.#begin = begin;
    let settle = () => {};
    this.settled = new Promise((resolve) => {
      settle = resolve;
    });
    this.#settle = settle;
  }

  /** All times count from then on. */
  began(atMs: number): void {
    this.#beganMs = atMs;
    this.#begin(atMs);
  }

  /** A request is due: now sent, or on its way to be. */
  offered(): void {
    this.#offered += 1;
  }

  completed(answer: Answer): void {
    const { order, status, headers, bytes, sentAtMs, endedAtMs } = answer;
    const { intendedAtMs } = order;
    const outcome = this.#outcomeOf(status, headerValue(headers, 'cache-status'));
    let tally = this.#outcomes.get(outcome);
    if (tally === undefined) {
      tally = { count: 0, bytes: 0, latency: new LatencyHistogram(), response: new LatencyHistogram() };
      this.#outcomes.set(outcome, tally);
    }
    tally.count += 1;
    tally.bytes += bytes;
    const latencyUs = (endedAtMs - sentAtMs) * 1000;
    tally.latency.record(latencyUs);
    const responseUs = intendedAtMs === undefined ? undefined : (endedAtMs - intendedAtMs) * 1000;
    if (responseUs !== undefined) tally.response.record(responseUs);
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    this.#completed += 1;
    this.#lastCompletedMs = endedAtMs;
    const atUs = this.#sinceBeginUs(endedAtMs);
    this.#timeline.recordCompleted(atUs, outcome, responseUs ?? latencyUs);
    if (outcome === 'error') this.#recovery?.failed(atUs);
    else this.#recovery?.answered(atUs, responseUs ?? latencyUs);
    this.#freshness?.take(answer);
    this.#settleIfOver();
  }

  failed({ failure, sinceMs, atMs }: FailedRequest): void {
    this.#failed[failure] += 1;
    if (failure !== 'error') this.#givenUp.record((atMs - sinceMs) * 1000);
    // What is unfinished did not fail at that time: the phase merely ended.
    if (failure !== 'unfinished') {
      this.#timeline.recordFailed(this.#sinceBeginUs(atMs));
      this.#recovery?.failed(this.#sinceBeginUs(atMs));
    }
    this.#settleIfOver();
  }

  /** From now on no request is offered. Only the first call counts. */
  closed(atMs: number): void {
    const answered = this.#completed - (this.#outcomes.get('error')?.count ?? 0);
    this.#window ??= { durationUs: this.#sinceBeginUs(atMs), answered };
    this.#settleIfOver();
  }

  get requests(): RequestCounts {
    const { error, timeout, unfinished } = this.#failed;
    return {
      offered: this.#offered,
      completed: this.#completed,
      errors: error,
      timeouts: timeout,
      unfinished,
    };
  }

  /** Requests whose fate is open. */
  get inFlight(): number {
    const { error, timeout, unfinished } = this.#failed;
    return this.#offered - this.#completed - error - timeout - unfinished;
  }

  get outcomeCounts(): OutcomeCounts {
    return Object.fromEntries([...this.#outcomes].map(([outcome, { count }]) => [outcome, count]));
  }

  /** The intervals of the phase's timeline that are over, from the given place on. */
  endedIntervals(from: number): readonly TimelineInterval[] {
    return this.#timeline.ended(from);
  }

  report(): Omit<LoadReport, 'traceEnded' | 'schedule' | 'resources'> {
    return {
      requests: this.requests,
      durationUs: this.#completed === 0 ? 0 : this.#sinceBeginUs(this.#lastCompletedMs),
      window: this.#window ?? { durationUs: 0, answered: 0 },
      statuses: this.#statuses,
      outcomes: Object.fromEntries(
        outcomes.flatMap((outcome): [Outcome, OutcomeReport][] => {
          const tally = this.#outcomes.get(outcome);
          return tally === undefined ? [] : [[outcome, reportOf(tally)]];
        }),
      ),
      ...(this.#givenUp.count > 0 && { givenUp: this.#givenUp.encode() }),
      ...(this.#freshness && { staleness: this.#freshness.report() }),
      timeline: this.#timeline.timeline(),
      ...(this.#recovery && { recovery: this.#recovery.windows() }),
    };
  }

  #sinceBeginUs(atMs: number): number {
    return Math.round((atMs - (this.#beganMs ?? atMs)) * 1000);
  }

  #settleIfOver(): void {
    if (this.#window !== undefined && this.inFlight === 0) this.#settle();
  }
}

function reportOf({ latency, response, ...counts }: OutcomeTally): OutcomeReport {
  return {
    ...counts,
    latency: latency.encode(),
    ...(response.count === 0 ? {} : { response: response.encode() }),
  };
}
