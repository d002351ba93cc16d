import { LatencyHistogram } from './histogram.ts';

/** How an open loop kept to its plan. */
export interface ScheduleReport {
  /** Requests due per second, over the time that they were due in. */
  readonly offeredPerSecond: number;
  /**
   * Share of the requests (0–1) that were released in time: while the plan lasted, and no later than the lag that is allowed where
   * they then had to wait for a connection.
   */
  readonly keptRatio: number;
  /** How late requests were sent that found an idle connection: an encoded histogram in µs. */
  readonly lag: string;
  /** Requests that had to wait for a connection, and the most that waited at once. */
  readonly queued: number;
  readonly mostQueued: number;
}

/** Counts how an open loop kept to its plan. */
export class ScheduleRecorder {
  readonly #maxLagUs: number;
  readonly #lag = new LatencyHistogram();
  #due = 0;
  #overdue = 0;
  #queued = 0;
  #mostQueued = 0;

  /**
   * `maxLagUs`: what is released later than so much after it was due was not kept, where its lag is no part of the histogram: at the
   * end of the plan, and where it then had to wait for a connection.
   */
  constructor(maxLagUs: number) {
    this.#maxLagUs = maxLagUs;
  }

  /** An arrival found an idle connection, so late after it was due. */
  sentAtOnce(lagMs: number): void {
    this.#due += 1;
    this.#lag.record(lagMs * 1000);
  }

  /** An arrival has to wait for a connection, with so many others; it was released so late after it was due. */
  queued(waiting: number, lagMs: number): void {
    this.#due += 1;
    this.#countIfOverdue(lagMs);
    this.#queued += 1;
    this.#mostQueued = Math.max(this.#mostQueued, waiting);
  }

  /** An arrival that finds an idle connection was released only when the plan had ended, so late after it was due. */
  leftOver(lagMs: number): void {
    this.#countIfOverdue(lagMs);
  }

  /** `durationUs`: how long arrivals were due. */
  report(durationUs: number): ScheduleReport {
    return {
      offeredPerSecond: durationUs === 0 ? 0 : this.#due / (durationUs / 1e6),
      keptRatio: this.#due === 0 ? 1 : 1 - this.#overdue / this.#due,
      lag: this.#lag.encode(),
      queued: this.#queued,
      mostQueued: this.#mostQueued,
    };
  }

  #countIfOverdue(lagMs: number): void {
    if (lagMs * 1000 > this.#maxLagUs) this.#overdue += 1;
  }
}
