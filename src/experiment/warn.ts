import type { Measurement, Result, Simulation, Trial, Warning } from '../results/result.ts';
import { type Scenario, usesRedis } from '../scenario/scenario.ts';
import { formatDuration, formatShare } from '../support/units.ts';
import type { TraceSummary } from '../workload/trace/trace.ts';
import { isToBeSteady } from './find-steady-state.ts';
import { failuresIn, mostAttempts, type PlannedTrial } from './plan.ts';
import type { RedisSource } from './redis-source.ts';

/** Above this share of one core, or of the event loop's time, a process cannot go much faster. */
const busyRatio = 0.9;

/**
 * Others may have so much of the machine's cores, and of its time, before it shows: twice the effect of 5 % that a run is
 * usually asked to find, and stolen time, of which one core alone may bear all, half of that. Pressure is no sign
 * of them, because load, backends and Redis make it among themselves where they share a core.
 */
const othersRatio = 0.1;
const stolenRatio = 0.025;

interface TrialSurroundings {
  readonly scenario: Scenario;
  readonly trace: TraceSummary | undefined;
  readonly redis: RedisSource | undefined;
  /** Of the machine. */
  readonly cores: number;
}

/** What a reader must know before believing the figures of one trial. */
export function warnOfTrial(
  trial: PlannedTrial,
  measurement: Measurement,
  { scenario, trace, redis, cores }: TrialSurroundings,
): Warning[] {
  return [
    ...(servesItself(trial, redis) ? crowded(measurement, cores) : []),
    ...robbed(measurement),
    ...loadGeneratorBusy(measurement),
    ...requestsFailed(measurement),
    ...storeFailed(measurement),
    ...backendSlow(measurement),
    ...networkSlow(measurement),
    ...(isToBeSteady(scenario) ? neverSteady(measurement) : []),
    ...(trace === undefined ? [] : traceCutOff(measurement, trace)),
  ].map((warning) => ({ ...warning, strategy: trial.strategy.name, repetition: trial.repetition }));
}

/** Another machine is faster or slower. */
export function warnOfCalibration({ calibrationFrom }: Pick<Simulation, 'calibrationFrom'>): Warning[] {
  if (calibrationFrom !== 'shipped') return [];
  return [
    {
      code: 'calibration-shipped',
      message:
        'What pieces of work cost was not measured on this machine; throughput and latency are those of the machine that the calibration which comes with gatebench was made on.',
      hint: 'Measure them here, in about a minute: gatebench calibrate.',
    },
  ];
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

/** A block that stays without figures of a strategy is lost for every comparison with it. */
export function warnOfFailedAttempts(trial: Trial, trials: readonly Trial[]): Warning[] {
  const { strategy, repetition } = trial;
  const attempts = trials.filter((each) => each.strategy === strategy && each.repetition === repetition);
  if (!('reason' in trial) || failuresIn(attempts) !== mostAttempts) return [];
  return [
    {
      code: 'attempts-failed',
      message: `None of ${mostAttempts} attempts gave figures that can be used; the last: ${trial.reason}`,
      strategy,
      repetition,
    },
  ];
}

/** Code of the warning that intervals stayed wider than they were to be. */
export const tooWide = 'until-not-reached';

/** Whoever asked for narrow intervals must hear that they are not. */
export function warnOfWidth({
  ratio,
  budgetUs,
  reached,
}: NonNullable<Result['protocol']['until']>): Warning[] {
  if (reached) return [];
  return [
    {
      code: tooWide,
      message: `The intervals are still wider than ± ${formatShare(ratio)}, and the ${formatDuration(budgetUs)} for it were not enough.`,
      hint: 'Give it more time (--budget), measure for longer (--duration), or on a quieter machine.',
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

/** A server that the user named may run on this machine: what it takes there is part of the trial, and cannot be told from the rest. */
function servesItself({ strategy }: PlannedTrial, redis: RedisSource | undefined): boolean {
  return redis?.kind !== 'named' || !usesRedis(strategy.mode);
}

/** Flagged and not void: the comparison within blocks and its interval bear what others do to all strategies alike. */
function crowded({ contention: { othersCores = 0 } }: Measurement, cores: number): Warning[] {
  if (othersCores <= othersRatio * cores) return [];
  return [
    {
      code: 'contended',
      message: `Other programs kept ${othersCores.toFixed(1)} of ${cores} cores busy during the measurement.`,
      hint: 'Measure on a quieter machine, or more repetitions.',
    },
  ];
}

function robbed({ contention: { stealRatio = 0 } }: Measurement): Warning[] {
  if (stealRatio <= stolenRatio) return [];
  return [
    {
      code: 'contended',
      message: `The host gave ${formatShare(stealRatio)} of this machine's time to other machines.`,
      hint: 'Measure on a quieter machine, or more repetitions.',
    },
  ];
}

function neverSteady({ steady }: Measurement): Warning[] {
  if (steady === undefined || steady.fromUs !== null) return [];
  return [
    {
      code: 'no-steady-state',
      message: 'Hit ratio or median latency still drifted in the second half of the trial.',
      hint: 'Give it a longer warm-up (--warmup), or more time (--duration).',
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
      hint: 'Error responses are often fast, and what was given up counts as if it had been answered then: read latencies with care.',
    },
  ];
}

function storeFailed({ gateways }: Measurement): Warning[] {
  const failures = gateways.reduce((sum, { storeErrors }) => sum + storeErrors, 0);
  if (failures === 0) return [];
  return [
    {
      code: 'store-failed',
      message: `${failures === 1 ? '1 command' : `${failures} commands`} to the store failed or took longer than the deadline; the requests went on without it.`,
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

/** A simulated network that has no core to run on delays what it carries. */
function networkSlow({ processes }: Measurement): Warning[] {
  const network = processes.find(({ role }) => role === 'network');
  if (network === undefined || network.wallUs === 0) return [];
  const wanting = (network.cpuUs + (network.runQueueUs ?? 0)) / network.wallUs;
  if (wanting <= busyRatio) return [];
  return [
    {
      code: 'network-busy',
      message: `The process that plays the network ran, or waited for a core, ${formatShare(Math.min(wanting, 1))} of the time, so links were slower than the scenario says.`,
      hint: 'Use fewer connections, or a lower rate.',
    },
  ];
}

/** Strategies that got to different places of a trace were asked different things. */
function traceCutOff({ traceEnded, requests }: Measurement, trace: TraceSummary): Warning[] {
  if (traceEnded) return [];
  return [
    {
      code: 'trace-cut-off',
      message: `The time was up after ${requests.offered} of the ${trace.requests} requests of the trace.`,
      hint: 'Give it more time (--duration), or replay less (limit): strategies that got to different places were asked different things.',
    },
  ];
}
