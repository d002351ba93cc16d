import type { Workload, WorkloadRequest } from '../workload/workload.ts';
import type { Answer, Exchanges, Failure } from './load-connection.ts';
import type { PhaseRecorder } from './phase-recorder.ts';

/**
 * Hands the requests of one workload to all connections of a phase, for as long as it is open, and records
 * their fates.
 */
export class ClosedLoop implements Exchanges {
  readonly #workload: Workload;
  readonly #recorder: PhaseRecorder;
  readonly #drain: () => void;
  #isOpen = true;
  #traceEnded = false;
  /** Resolves once the loop is closed and nothing is in flight any more. */
  readonly drained: Promise<void>;

  constructor(workload: Workload, recorder: PhaseRecorder) {
    this.#workload = workload;
    this.#recorder = recorder;
    let drain = () => {};
    this.drained = new Promise((resolve) => {
      drain = resolve;
    });
    this.#drain = drain;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether it closed because the workload had no more requests. */
  get traceEnded(): boolean {
    return this.#traceEnded;
  }

  /** Hands out no more requests. */
  close(): void {
    this.#isOpen = false;
    this.#recorder.closed(performance.now());
    this.#drainIfIdle();
  }

  next(): WorkloadRequest | undefined {
    if (!this.#isOpen) return undefined;
    const request = this.#workload.next();
    if (request === undefined) {
      this.#traceEnded = true;
      this.close();
    }
    return request;
  }

  sent(atMs: number): void {
    this.#recorder.sent(atMs);
  }

  completed(answer: Answer): void {
    this.#recorder.completed(answer);
    this.#drainIfIdle();
  }

  failed(failure: Failure, atMs: number): void {
    this.#recorder.failed(failure, atMs);
    this.#drainIfIdle();
  }

  #drainIfIdle(): void {
    if (!this.#isOpen && this.#recorder.inFlight === 0) this.#drain();
  }
}
