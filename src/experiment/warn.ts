import type { Measurement, Warning } from '../results/result.ts';
import { formatShare } from '../support/units.ts';
import type { TraceSummary } from '../workload/trace/trace.ts';
import type { PlannedTrial } from './plan.ts';

/** Above this share of one core, or of the event loop's time, a process cannot go much faster. */
const busyRatio = 0.9;

/** What a reader must know before believing the figures of one trial. */
export function warnOfTrial(trial: PlannedTrial, measurement: Measurement, trace?: TraceSummary): Warning[] {
  return [
    ...loadGeneratorBusy(measurement),
    ...requestsFailed(measurement),
    ...storeFailed(measurement),
    ...backendSlow(measurement),
    ...(trace === undefined ? [] : traceCutOff(measurement, trace)),
  ].map((warning) => ({ ...warning, strategy: trial.strategy.name, repetition: trial.repetition }));
}

/** Lines of a recording that could not be replayed are no secret. */
export function warnOfTrace({ requests, skippedLines }: TraceSummary): Warning[] {
  const reasons = {
    malformed: 'not of the format',
    'bad-request': 'without an HTTP request',
    'no-route': 'that no route takes',
  } as const;
  const skipped = Object.values(skippedLines).reduce((sum, lines) => sum + lines, 0);
  if (skipped === 0) return [];
  const counted = Object.entries(reasons).flatMap(([reason, words]) => {
    const lines = skippedLines[reason as keyof typeof reasons];
    return lines === 0 ? [] : [`${lines} ${words}`];
  });
  return [
    {
      code: 'trace-lines-skipped',
      message: `${skipped} of ${requests + skipped} lines of the trace were passed over: ${counted.join(', ')}.`,
    },
  ];
}

/** A server of somebody else's must not keep our keys unseen. */
export function warnOfKeysLeft(
  { strategy, repetition }: PlannedTrial,
  keyPrefix: string,
  cause: Error,
): Warning[] {
  return [
    {
      code: 'redis-keys-left',
      message: `The keys of this trial could not be removed from Redis: ${cause.message}`,
      hint: `They begin with ${keyPrefix} and expire by themselves.`,
      strategy: strategy.name,
      repetition,
    },
  ];
}

function loadGeneratorBusy({ processes }: Measurement): Warning[] {
  const load = processes.find(({ role }) => role === 'load');
  if (load === undefined || load.wallUs === 0) return [];
  const busy = Math.max(load.cpuUs / load.wallUs, load.eventLoopUtilisation ?? 0);
  if (busy <= busyRatio) return [];
  return [
    {
      code: 'load-generator-busy',
      message: `The load generator was busy ${formatShare(Math.min(busy, 1))} of the time, so the throughput may be its own limit, not the gateway's.`,
      hint: 'Use fewer connections, or a slower backend; compare latencies with care.',
    },
  ];
}

function requestsFailed({ requests, outcomes }: Measurement): Warning[] {
  const { offered, errors, timeouts, unfinished } = requests;
  const refused = outcomes.error?.count ?? 0;
  const failed = errors + timeouts + unfinished + refused;
  if (failed === 0) return [];
  const kinds = [
    [refused, 'error response', 'error responses'],
    [errors, 'broken connection', 'broken connections'],
    [timeouts, 'timeout', 'timeouts'],
    [unfinished, 'unfinished', 'unfinished'],
  ] as const;
  const counted = kinds
    .flatMap(([count, one, many]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]))
    .join(', ');
  return [
    {
      code: 'requests-failed',
      message: `${formatShare(failed / offered)} of the requests failed (${counted}).`,
      hint: 'Error responses are often fast, timeouts are in no latency: read the figures with care.',
    },
  ];
}

function storeFailed({ gateways }: Measurement): Warning[] {
  const failures = gateways.reduce((sum, { storeErrors }) => sum + storeErrors, 0);
  if (failures === 0) return [];
  return [
    {
      code: 'store-failed',
      message: `${failures} commands to the store failed or took longer than their deadline; their requests went on without it.`,
    },
  ];
}

/** A simulated backend that has no core to run on is slower than its model says. */
function backendSlow({ processes }: Measurement): Warning[] {
  return processes
    .filter(({ role, eventLoopUtilisation }) => role === 'backend' && (eventLoopUtilisation ?? 0) > busyRatio)
    .map(({ name, eventLoopUtilisation }) => ({
      code: 'backend-busy',
      message: `The event loop of ${name} was busy ${formatShare(eventLoopUtilisation ?? 0)} of the time, so it answered later than its latency model says.`,
      hint: 'Use fewer connections, or smaller bodies.',
    }));
}

/** Strategies that got to different places of a trace were asked different things. */
function traceCutOff({ traceEnded, requests }: Measurement, trace: TraceSummary): Warning[] {
  if (traceEnded) return [];
  return [
    {
      code: 'trace-cut-off',
      message: `The time was up after ${requests.offered} of the ${trace.requests} requests of the trace.`,
      hint: 'Measure for longer (--duration), or replay less (limit): strategies that got to different places were asked different things.',
    },
  ];
}
