import { LatencyHistogram } from '../measure/histogram.ts';
import { type Outcome, outcomes } from '../measure/outcome.ts';
import { TimelineRecorder } from '../measure/timeline-recorder.ts';
import type { Measurement } from '../results/result.ts';

/** Counts what becomes of the requests of one phase, as load/phase-recorder.ts does. Times in virtual µs, in their order. */
export class TrialRecorder {
  readonly #timeline: TimelineRecorder;
  readonly #counts = new Float64Array(outcomes.length);
  readonly #bytes = new Float64Array(outcomes.length);
  readonly #latencies = outcomes.map(() => new LatencyHistogram());
  readonly #responses = outcomes.map(() => new LatencyHistogram());
  readonly #statuses = new Map<number, number>();
  readonly #givenUp = new LatencyHistogram();
  readonly #failed = { error: 0, timeout: 0, unfinished: 0 };
  #beganAtUs = 0;
  #lastUs = 0;
  #offered = 0;
  #completed = 0;
  #window: { readonly durationUs: number; readonly answered: number } | undefined;

  /** `longestUs`: what its timeline has room for. */
  constructor(longestUs: number) {
    this.#timeline = new TimelineRecorder(longestUs);
  }

  begin(atUs: number): void {
    this.#beganAtUs = atUs;
  }

  offered(): void {
    this.#offered += 1;
  }

  /** `outcome`: its place in `outcomes`; `responseUs`: from when it was due, below 0 in a closed loop. */
  completed(
    atUs: number,
    outcome: number,
    status: number,
    bytes: number,
    serviceUs: number,
    responseUs: number,
  ): void {
    this.#counts[outcome] = (this.#counts[outcome] as number) + 1;
    this.#bytes[outcome] = (this.#bytes[outcome] as number) + bytes;
    (this.#latencies[outcome] as LatencyHistogram).record(serviceUs);
    if (responseUs >= 0) (this.#responses[outcome] as LatencyHistogram).record(responseUs);
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    this.#completed += 1;
    this.#lastUs = atUs;
    const latencyUs = responseUs >= 0 ? responseUs : serviceUs;
    this.#timeline.recordCompleted(atUs - this.#beganAtUs, outcomes[outcome] as Outcome, latencyUs);
  }

  failed(atUs: number, failure: 'error' | 'timeout' | 'unfinished', waitedUs: number): void {
    this.#failed[failure] += 1;
    if (failure !== 'error') this.#givenUp.record(waitedUs);
    if (failure !== 'unfinished') this.#timeline.recordFailed(atUs - this.#beganAtUs);
  }

  close(atUs: number): void {
    const answered = this.#completed - (this.#counts[outcomes.indexOf('error')] as number);
    this.#window ??= { durationUs: Math.round(atUs - this.#beganAtUs), answered };
  }

  report(): Pick<
    Measurement,
    'requests' | 'durationUs' | 'window' | 'statuses' | 'outcomes' | 'givenUp' | 'timeline'
  > {
    const { error, timeout, unfinished } = this.#failed;
    return {
      requests: {
        offered: this.#offered,
        completed: this.#completed,
        errors: error,
        timeouts: timeout,
        unfinished,
      },
      durationUs: this.#completed === 0 ? 0 : Math.round(this.#lastUs - this.#beganAtUs),
      window: this.#window ?? { durationUs: 0, answered: 0 },
      statuses: Object.fromEntries([...this.#statuses].map(([status, count]) => [String(status), count])),
      outcomes: Object.fromEntries(
        outcomes.flatMap((outcome, place) => {
          const count = this.#counts[place] as number;
          if (count === 0) return [];
          const response = this.#responses[place] as LatencyHistogram;
          const report = {
            count,
            bytes: this.#bytes[place] as number,
            latency: (this.#latencies[place] as LatencyHistogram).encode(),
            ...(response.count === 0 ? {} : { response: response.encode() }),
          };
          return [[outcome, report]];
        }),
      ),
      ...(this.#givenUp.count > 0 && { givenUp: this.#givenUp.encode() }),
      timeline: this.#timeline.timeline(),
    };
  }
}
