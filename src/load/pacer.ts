import type { ArrivalTimes } from '../workload/arrivals/arrival-times.ts';
import { AlarmClock } from './alarm-clock.ts';

export interface PacerOptions {
  readonly times: ArrivalTimes;
  /** Called once for each arrival, in their order, at its time or as soon after it as possible. */
  readonly arrive: (intendedAtMs: number) => void;
  /** Called once, after the last arrival, where there is one before the end. */
  readonly exhausted: () => void;
}

/** Tells of arrivals when they are due. Times are of `performance.now()`. */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #clock = new AlarmClock(() => this.#ring());
  #startedAtMs = 0;
  #endMs = 0;
  /** When the next one is due; `never` once there are no more before the end. */
  #nextMs = never;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** Resolves when it can be started. */
  get ready(): Promise<void> {
    return this.#clock.ready;
  }

  /** Arrivals are due from the first time on and before the second. */
  start(atMs: number, endMs: number): void {
    this.#startedAtMs = atMs;
    this.#endMs = endMs;
    this.#advance();
    this.#ring();
  }

  /** Tells of what was due by now, however late that is, and then of nothing more. */
  stop(): void {
    this.#clock.stop();
    this.#endMs = Math.min(this.#endMs, performance.now());
    while (this.#nextMs < this.#endMs) this.#release();
    this.#nextMs = never;
  }

  #ring(): void {
    const nowMs = performance.now();
    while (this.#nextMs <= nowMs) this.#release();
    if (this.#nextMs !== never) this.#clock.set(this.#nextMs);
  }

  #release(): void {
    const intendedAtMs = this.#nextMs;
    const isLast = this.#advance();
    this.#options.arrive(intendedAtMs);
    if (isLast) this.#options.exhausted();
  }

  /** Whether there are no more times at all. */
  #advance(): boolean {
    const nextUs = this.#options.times.next();
    const nextMs = nextUs === undefined ? never : this.#startedAtMs + nextUs / 1000;
    this.#nextMs = nextMs < this.#endMs ? nextMs : never;
    return nextUs === undefined;
  }
}

const never = Number.POSITIVE_INFINITY;
