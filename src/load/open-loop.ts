import type { ScheduleRecorder } from '../measure/schedule-recorder.ts';
import type { ArrivalTimes } from '../workload/arrivals/arrival-times.ts';
import type { Workload } from '../workload/workload.ts';
import type { Demand, Dispatcher } from './dispatcher.ts';
import type { Failure, Order } from './exchanges.ts';
import { Fifo } from './fifo.ts';
import { Pacer } from './pacer.ts';
import type { PhaseRecorder } from './phase-recorder.ts';

export interface OpenLoopOptions {
  readonly times: ArrivalTimes;
  readonly dispatcher: Dispatcher;
  readonly workload: Workload;
  readonly recorder: PhaseRecorder;
  readonly schedule: ScheduleRecorder;
  /** Called once, when the workload has no more requests. */
  readonly onTraceEnd: () => void;
}

/**
 * Requests are due at planned times, whether or not earlier ones have been answered. One that finds no idle connection
 * waits for one, behind those that came before it.
 */
export class OpenLoop implements Demand {
  readonly #options: OpenLoopOptions;
  readonly #pacer: Pacer;
  readonly #queue = new Fifo<Order & { readonly intendedAtMs: number }>();
  #isClosing = false;

  constructor(options: OpenLoopOptions) {
    this.#options = options;
    const { times, workload, onTraceEnd } = options;
    this.#pacer = new Pacer({
      times,
      arrive: (intendedAtMs) => this.#arrive(intendedAtMs),
      // A recording ends with its last time; a plan whose rate has come down to nothing goes on all the same.
      exhausted: () => workload.next() === undefined && onTraceEnd(),
    });
  }

  /** Resolves when it can be started. */
  get ready(): Promise<void> {
    return this.#pacer.ready;
  }

  /** While the plan goes on, and until the last request that waits has been sent. */
  get isOpen(): boolean {
    return !this.#isClosing || this.#queue.length > 0;
  }

  start(atMs: number, endMs: number): void {
    this.#options.dispatcher.serve(this);
    this.#pacer.start(atMs, endMs);
  }

  /** Ends the plan; what was due by then is still sent. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#pacer.stop();
  }

  /** Gives up what waits and was due at the given time or before. */
  expire(dueBeforeMs: number): void {
    while ((this.#queue.peek()?.intendedAtMs ?? dueBeforeMs + 1) <= dueBeforeMs) this.#giveUp('timeout');
  }

  /** Gives up all that waits. */
  abandon(): void {
    while (this.#queue.length > 0) this.#giveUp('unfinished');
  }

  /** Clients that come on their own do not let a server rest. */
  failed(): void {}

  room(): void {
    const { dispatcher } = this.#options;
    while (this.#queue.length > 0 && dispatcher.hasRoomFor(1)) dispatcher.send(this.#queue.shift() as Order);
  }

  #giveUp(failure: Failure): void {
    const order = this.#queue.shift();
    if (order === undefined) return;
    this.#options.recorder.failed({ failure, sinceMs: order.intendedAtMs, atMs: performance.now() });
  }

  #arrive(intendedAtMs: number): void {
    const { dispatcher, workload, recorder, schedule, onTraceEnd } = this.#options;
    const request = workload.next();
    if (request === undefined) {
      onTraceEnd();
      return;
    }
    const order = { ...dispatcher.assign(request), intendedAtMs };
    recorder.offered();
    const lagMs = performance.now() - intendedAtMs;
    if (this.#queue.length === 0 && dispatcher.isReady(order.node)) {
      if (this.#isClosing) schedule.leftOver(lagMs);
      schedule.sentAtOnce(lagMs);
      dispatcher.send(order);
      return;
    }
    this.#queue.push(order);
    schedule.queued(this.#queue.length, lagMs);
    this.room();
  }
}
