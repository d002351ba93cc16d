import autocannon from 'autocannon';
import type { ScheduleRecorder } from '../measure/schedule-recorder.ts';
import type { Balance } from '../scenario/scenario.ts';
import type { ArrivalTimes } from '../workload/arrivals/arrival-times.ts';
import type { Workload } from '../workload/workload.ts';
import { ClosedLoop } from './closed-loop.ts';
import { Dispatcher } from './dispatcher.ts';
import { LoadConnection } from './load-connection.ts';
import { OpenLoop } from './open-loop.ts';
import type { PhaseRecorder } from './phase-recorder.ts';
import { createRequestWriter } from './request-text.ts';

export interface PhaseOptions {
  /** Gateways, as `http://127.0.0.1:40002`, at least one. */
  readonly targets: readonly string[];
  readonly balance: Balance;
  /** The most requests under way at once, over all targets. */
  readonly connections: number;
  readonly timeoutUs: number;
  readonly durationUs: number;
  /** Longest wait, after that, for answers to what is in flight. */
  readonly drainUs: number;
  readonly workload: Workload;
  /** When requests are due, and what counts how that was kept; undefined: a closed loop. */
  readonly plan: { readonly times: ArrivalTimes; readonly schedule: ScheduleRecorder } | undefined;
  readonly recorder: PhaseRecorder;
}

export interface Phase {
  /** Resolves when all connections are closed; the recorder's counts balance then. */
  readonly ended: Promise<{ readonly traceEnded: boolean }>;
  /** Ends the phase at once; what is in flight stays unfinished. */
  halt(): void;
}

/** autocannon's own clocks shall play no part, so they get about the longest time that a timer takes. */
const neverSeconds = 2_000_000;

/**
 * Drives one phase. Each has connections of its own: then nothing that a warm-up asked for can be answered in the
 * measurement. It begins when all of them are connected, or could not be, so connecting is part of no latency. It ends
 * when its time is up or its trace has ended, and what was in flight by then is answered or given up.
 */
export function startPhase(options: PhaseOptions): Phase {
  const { targets, timeoutUs, durationUs, drainUs, recorder } = options;
  const dispatcher = new Dispatcher({
    nodes: targets.length,
    balance: options.balance,
    mostUnderWay: options.connections,
    recorder,
  });
  const driver = connect(dispatcher, options);
  let traceEnded = false;
  const close = () => {
    const atMs = performance.now();
    // First, so that what was due by now, and is only sent now, is waited for.
    loop.close();
    recorder.closed(atMs);
  };
  const loop = createLoop(dispatcher, options, () => {
    traceEnded = true;
    close();
  });

  let halt = () => {};
  const halted = new Promise<void>((resolve) => {
    halt = resolve;
  });
  const expire = () => {
    const beforeMs = performance.now() - timeoutUs / 1000;
    loop.expire(beforeMs);
    dispatcher.expire(beforeMs);
  };
  const timers: NodeJS.Timeout[] = [];
  const after = (us: number, what: () => void) => timers.push(setTimeout(what, timerMs(us)));

  async function untilEnded() {
    try {
      const triedLongEnough = new Promise<void>((resolve) => after(timeoutUs, resolve));
      await Promise.race([dispatcher.tried, triedLongEnough, halted, driver]);
      await loop.ready;
      const beganMs = performance.now();
      recorder.began(beganMs);
      // Node's timers may be a millisecond early, and all that is due is to be offered.
      after(durationUs + 1000, close);
      after(durationUs + drainUs, halt);
      // Answers that have arrived by now are read before an immediate runs, so that none of them is taken for late.
      timers.push(setInterval(() => setImmediate(expire), Math.min(100, Math.max(1, timeoutUs / 10_000))));
      loop.start(beganMs, beganMs + durationUs / 1000);
      await Promise.race([recorder.settled, halted, driver]);
    } finally {
      for (const timer of timers) clearTimeout(timer);
      close();
      loop.abandon();
      dispatcher.close();
    }
    // autocannon ends when all its clients are closed.
    await driver;
    return { traceEnded };
  }
  return { ended: untilEnded(), halt };
}

/** As many connections to each target as requests may be under way in all. Resolves when all are closed. */
function connect(dispatcher: Dispatcher, { targets, connections }: PhaseOptions): Promise<unknown> {
  const write = createRequestWriter(new URL(targets[0] as string).host);
  let opened = 0;
  return autocannon({
    url: targets,
    connections: connections * targets.length,
    duration: neverSeconds,
    timeout: neverSeconds,
    sampleInt: 20,
    skipAggregateResult: true,
    setupClient: (client) => {
      const node = opened % targets.length;
      opened += 1;
      dispatcher.add(new LoadConnection({ client, node, exchanges: dispatcher, write }));
    },
  });
}

function createLoop(
  dispatcher: Dispatcher,
  { workload, recorder, plan }: PhaseOptions,
  onTraceEnd: () => void,
): ClosedLoop | OpenLoop {
  const common = { dispatcher, workload, recorder, onTraceEnd };
  return plan === undefined ? new ClosedLoop(common) : new OpenLoop({ ...common, ...plan });
}

/** A longer time would overflow Node's timers, which would then fire at once. */
function timerMs(us: number): number {
  return Math.min(2 ** 31 - 1, us / 1000);
}
