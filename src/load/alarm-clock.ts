import { Worker } from 'node:worker_threads';
import { machineOffsetUs } from '../support/machine-clock.ts';

/**
 * Runs in a thread of its own: waits until it is told a time, then until that time, then rings. `state` 0: nothing to do, 1: a
 * time is set, 2: it shall end.
 */
const thread = `
const { parentPort, workerData } = require('node:worker_threads');
const state = new Int32Array(workerData, 0, 1);
const dueAtMs = new Float64Array(workerData, 8, 1);
const nowMs = () => { const [s, ns] = process.hrtime(); return s * 1e3 + ns / 1e6; };
parentPort.postMessage('ready');
for (;;) {
  Atomics.wait(state, 0, 0);
  if (Atomics.load(state, 0) === 1) {
    const waitMs = dueAtMs[0] - nowMs();
    if (waitMs > 0) Atomics.wait(state, 0, 1, waitMs);
  }
  if (Atomics.load(state, 0) === 2) break;
  Atomics.compareExchange(state, 0, 1, 0);
  parentPort.postMessage('ring');
}`;

/**
 * Rings at set times, about 0.1 ms late. Node's own timers count in whole milliseconds and are half of one late on average,
 * more than a cache takes to answer; asking for the time again and again (`setImmediate`) is exact, but takes most of a core
 * at 2,000 arrivals a second, where a thread that sleeps in `Atomics.wait` takes a tenth.
 */
export class AlarmClock {
  readonly #worker: Worker;
  readonly #state: Int32Array;
  readonly #dueAtMs: Float64Array;
  /**
   * Both threads know the machine's clock; `performance.now()` begins anew in each. A microsecond more than may be lacking,
   * so that nothing rings early.
   */
  readonly #offsetMs = (machineOffsetUs() + 1) / 1e3;
  /** Resolves when it can be set. */
  readonly ready: Promise<void>;

  constructor(ring: () => void) {
    const shared = new SharedArrayBuffer(16);
    this.#state = new Int32Array(shared, 0, 1);
    this.#dueAtMs = new Float64Array(shared, 8, 1);
    this.#worker = new Worker(thread, { eval: true, workerData: shared });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('error', reject);
      this.#worker.on('message', (word) => (word === 'ready' ? resolve() : ring()));
    });
  }

  /** To ring once, at a time of `performance.now()`; at once if it has passed. Set again before that, it may ring early. */
  set(atMs: number): void {
    this.#dueAtMs[0] = atMs + this.#offsetMs;
    this.#tell(1);
  }

  /** Never rings again. */
  stop(): void {
    this.#worker.removeAllListeners('message');
    this.#tell(2);
  }

  #tell(state: number): void {
    Atomics.store(this.#state, 0, state);
    Atomics.notify(this.#state, 0);
  }
}
