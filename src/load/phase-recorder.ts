import { LatencyHistogram } from '../measure/histogram.ts';
import { type Outcome, type OutcomeCounts, outcomeOf, outcomes } from '../measure/outcome.ts';
import { TimelineRecorder } from '../measure/timeline-recorder.ts';
import type { Freshness } from './freshness.ts';
import { headerValue } from './header-value.ts';
import type { Answer, Failure } from './load-connection.ts';
import type { LoadReport, LoadWindow, OutcomeReport, RequestCounts } from './messages.ts';

interface OutcomeTally {
  count: number;
  bytes: number;
  readonly latency: LatencyHistogram;
}

/** Counts what becomes of the requests of one phase. Times are of `performance.now()`. */
export class PhaseRecorder {
  readonly #timeline: TimelineRecorder;
  readonly #freshness: Freshness | undefined;
  readonly #statuses: Record<string, number> = {};
  readonly #outcomes = new Map<Outcome, OutcomeTally>();
  #firstSentMs: number | undefined;
  #lastCompletedMs = 0;
  #window: LoadWindow | undefined;
  #offered = 0;
  #completed = 0;
  readonly #failed = { error: 0, timeout: 0, unfinished: 0 };

  /**
   * @param longestUs - how long the phase may take, its drain included
   * @param freshness - undefined where nothing can be stale
   */
  constructor(longestUs: number, freshness?: Freshness) {
    this.#timeline = new TimelineRecorder(longestUs);
    this.#freshness = freshness;
    freshness?.reset();
  }

  sent(atMs: number): void {
    this.#firstSentMs ??= atMs;
    this.#offered += 1;
  }

  completed(answer: Answer): void {
    const { status, headers, bytes, sentAtMs, endedAtMs } = answer;
    const outcome = outcomeOf(status, headerValue(headers, 'cache-status'));
    const latencyUs = Math.round((endedAtMs - sentAtMs) * 1000);
    let tally = this.#outcomes.get(outcome);
    if (tally === undefined) {
      tally = { count: 0, bytes: 0, latency: new LatencyHistogram() };
      this.#outcomes.set(outcome, tally);
    }
    tally.count += 1;
    tally.bytes += bytes;
    tally.latency.record(latencyUs);
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    this.#completed += 1;
    this.#lastCompletedMs = endedAtMs;
    this.#timeline.recordCompleted(this.#sinceFirstSentUs(endedAtMs), outcome, latencyUs);
    this.#freshness?.take(answer);
  }

  failed(failure: Failure, atMs: number): void {
    this.#failed[failure] += 1;
    // What is unfinished did not fail at that time: the phase merely ended.
    if (failure !== 'unfinished') this.#timeline.recordFailed(this.#sinceFirstSentUs(atMs));
  }

  /** From now on no request is sent. Only the first call counts. */
  closed(atMs: number): void {
    const answered = this.#completed - (this.#outcomes.get('error')?.count ?? 0);
    this.#window ??= { durationUs: this.#sinceFirstSentUs(atMs), answered };
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

  report(): Omit<LoadReport, 'traceEnded' | 'resources'> {
    return {
      requests: this.requests,
      durationUs: this.#completed === 0 ? 0 : this.#sinceFirstSentUs(this.#lastCompletedMs),
      window: this.#window ?? { durationUs: 0, answered: 0 },
      statuses: this.#statuses,
      outcomes: Object.fromEntries(
        outcomes.flatMap((outcome): [Outcome, OutcomeReport][] => {
          const tally = this.#outcomes.get(outcome);
          return tally === undefined ? [] : [[outcome, { ...tally, latency: tally.latency.encode() }]];
        }),
      ),
      ...(this.#freshness && { staleness: this.#freshness.report() }),
      timeline: this.#timeline.timeline(),
    };
  }

  #sinceFirstSentUs(atMs: number): number {
    return Math.round((atMs - (this.#firstSentMs ?? atMs)) * 1000);
  }
}
