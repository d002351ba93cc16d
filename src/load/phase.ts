import autocannon from 'autocannon';
import type { Workload } from '../workload/workload.ts';
import { ClosedLoop } from './closed-loop.ts';
import { LoadConnection } from './load-connection.ts';
import type { PhaseRecorder } from './phase-recorder.ts';
import { createRequestWriter } from './request-text.ts';

export interface PhaseOptions {
  /** Gateways, as `http://127.0.0.1:40002`, at least one. Connections are dealt to them in turn. */
  readonly targets: readonly string[];
  readonly connections: number;
  readonly timeoutUs: number;
  readonly durationUs: number;
  /** Longest wait, after that, for answers to what is in flight. */
  readonly drainUs: number;
  readonly workload: Workload;
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
 * Drives one phase of a closed loop. Each phase has connections of its own: then nothing that a warm-up asked
 * for can be answered in the measurement. A connection sends its first request once it is connected, so
 * connecting is part of no latency. The phase ends when its time is up or its trace has ended, and what was in
 * flight by then is answered or given up.
 */
export function startPhase(options: PhaseOptions): Phase {
  const { targets, timeoutUs, durationUs, drainUs, workload, recorder } = options;
  const loop = new ClosedLoop(workload, recorder);
  const write = createRequestWriter(new URL(targets[0] as string).host);
  const connections: LoadConnection[] = [];
  const driver = autocannon({
    url: targets,
    connections: options.connections,
    duration: neverSeconds,
    timeout: neverSeconds,
    sampleInt: 20,
    skipAggregateResult: true,
    setupClient: (client) => {
      const node = connections.length % targets.length;
      connections.push(new LoadConnection({ client, node, exchanges: loop, write }));
    },
  });

  let halt = () => {};
  const halted = new Promise<void>((resolve) => {
    halt = resolve;
  });
  const expire = () => {
    const sentBeforeMs = performance.now() - timeoutUs / 1000;
    for (const connection of connections) connection.expire(sentBeforeMs);
  };
  const timers = [
    setTimeout(() => loop.close(), timerMs(durationUs)),
    setTimeout(halt, timerMs(durationUs + drainUs)),
    // Answers that have arrived by now are read before an immediate runs, so that none of them is taken for late.
    setInterval(() => setImmediate(expire), Math.min(100, Math.max(1, timeoutUs / 10_000))),
  ];

  async function untilEnded() {
    try {
      await Promise.race([loop.drained, halted, driver]);
    } finally {
      for (const timer of timers) clearTimeout(timer);
      loop.close();
      for (const connection of connections) connection.close();
    }
    // autocannon ends when all its clients are closed.
    await driver;
    return { traceEnded: loop.traceEnded };
  }
  return { ended: untilEnded(), halt };
}

/** A longer time would overflow Node's timers, which would then fire at once. */
function timerMs(us: number): number {
  return Math.min(2 ** 31 - 1, us / 1000);
}
