import type { Workload } from '../workload/workload.ts';
import type { Demand, Dispatcher } from './dispatcher.ts';
import type { PhaseRecorder } from './phase-recorder.ts';

export interface ClosedLoopOptions {
  readonly dispatcher: Dispatcher;
  readonly workload: Workload;
  readonly recorder: PhaseRecorder;
  /** Called once, when the workload has no more requests. */
  readonly onTraceEnd: () => void;
}

/** As many clients as requests may be under way, each of which sends its next request when the last one has ended. */
export class ClosedLoop implements Demand {
  readonly #options: ClosedLoopOptions;
  #isOpen = true;
  /** Clients that let a server rest after a failure. */
  readonly #resting = new Set<NodeJS.Timeout>();

  constructor(options: ClosedLoopOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** There is nothing to prepare. */
  readonly ready = Promise.resolve();

  start(): void {
    this.#options.dispatcher.serve(this);
    this.room();
  }

  /** Sends nothing more. */
  close(): void {
    this.#isOpen = false;
    for (const timer of this.#resting) clearTimeout(timer);
  }

  /** Nothing waits. */
  expire(): void {}
  abandon(): void {}

  failed(restMs: number): void {
    if (!this.#isOpen) return;
    const timer = setTimeout(() => {
      this.#resting.delete(timer);
      this.room();
    }, restMs);
    this.#resting.add(timer);
  }

  room(): void {
    const { dispatcher, workload, recorder, onTraceEnd } = this.#options;
    while (this.#isOpen && dispatcher.hasRoomFor(this.#resting.size + 1)) {
      const request = workload.next();
      if (request === undefined) {
        onTraceEnd();
        return;
      }
      recorder.offered();
      dispatcher.send(dispatcher.assign(request));
    }
  }
}
