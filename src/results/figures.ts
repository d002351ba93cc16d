import { LatencyHistogram } from '../measure/histogram.ts';
import {
  type HitOutcome,
  hitOutcomes,
  hitRatio,
  type Outcome,
  type OutcomeCounts,
  shareOfCacheable,
} from '../measure/outcome.ts';
import { costOf, type Pricing } from './cost.ts';
import type { Measurement, Result } from './result.ts';

/**
 * The figures of one trial that reports compare. Latencies are response times in open loop, else service times; a request that was
 * given up counts with the time that it had been waited for, because it would have taken that long at least.
 */
export interface TrialFigures {
  /** Answered other than by an error, while requests were being sent; the drain at the end does not count. */
  readonly requestsPerSecond: number;
  readonly p50Us: number;
  readonly p90Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  readonly p999Us: number;
  readonly maxUs: number;
  readonly completed: number;
  /** Errors, timeouts, unfinished requests and responses of outcome `error`, over all requests offered; 0–1. */
  readonly failureRatio: number;
  /** Answered without a backend call of their own ÷ cacheable, 0–1; undefined where nothing was cacheable, as without a cache. */
  readonly hitRatio: number | undefined;
  /** Requests that reached the backends. */
  readonly backendCalls: number;
  /**
   * 1 − backend calls ÷ client requests. The gateway's own calls count, as refreshes in the background. Can be negative: a
   * call may outlive its client.
   */
  readonly offload: number;
  /**
   * CPU time of all gateways ÷ completed requests. What others do to the machine changes it far less than latency or
   * throughput, and a load generator at its limit not at all. NaN where nothing was completed.
   */
  readonly gatewayCpuUs: number;
  /** Undefined where the trial counted none. */
  readonly staleness: StalenessFigures | undefined;
  /** Of a million requests, in the currency of the prices; undefined where there are none. */
  readonly costPerMillion: number | undefined;
}

/** Shares 0–1; undefined where there was nothing to take a share of. */
interface StalenessFigures {
  readonly staleRatio: number | undefined;
  /** NaN where no read was stale. */
  readonly ageP50Us: number;
  readonly ageP99Us: number;
  readonly ageMaxUs: number;
  readonly ownWritesUnseenRatio: number | undefined;
  readonly disagreementRatio: number | undefined;
}

/** The measurements of a strategy that may be used, with the repetition each belongs to, in that order. */
export function validMeasurements(
  { trials }: Result,
  strategy: string,
): { readonly repetition: number; readonly measurement: Measurement }[] {
  return trials
    .flatMap((trial) => (trial.state === 'valid' && trial.strategy === strategy ? [trial] : []))
    .sort((one, other) => one.repetition - other.repetition);
}

/** The figures of a strategy's valid trials, with the repetition of each, in that order. */
export function trialFigures(
  result: Result,
  strategy: string,
): { readonly repetition: number; readonly figures: TrialFigures }[] {
  const pricing = pricingOf(result, strategy);
  return validMeasurements(result, strategy).map(({ repetition, measurement }) => ({
    repetition,
    figures: figuresOf(measurement, pricing),
  }));
}

/** Undefined where the scenario has no prices, or no such strategy. */
export function pricingOf({ scenario: { prices, strategies } }: Result, name: string): Pricing | undefined {
  const strategy = strategies.find((each) => each.name === name);
  return prices === undefined || strategy === undefined ? undefined : { strategy, prices };
}

export function figuresOf(measurement: Measurement, pricing?: Pricing): TrialFigures {
  const { requests, window, backends } = measurement;
  const latency = latencyOf([measurement]);
  const failed =
    requests.errors + requests.timeouts + requests.unfinished + (measurement.outcomes.error?.count ?? 0);
  const backendCalls = backends.reduce((sum, { calls }) => sum + calls, 0);
  return {
    requestsPerSecond: window.durationUs === 0 ? 0 : window.answered / (window.durationUs / 1e6),
    p50Us: latency.quantileUs(0.5),
    p90Us: latency.quantileUs(0.9),
    p95Us: latency.quantileUs(0.95),
    p99Us: latency.quantileUs(0.99),
    p999Us: latency.quantileUs(0.999),
    maxUs: latency.maxUs,
    completed: requests.completed,
    failureRatio: requests.offered === 0 ? 0 : failed / requests.offered,
    hitRatio: hitRatio(outcomeTotals([measurement])),
    backendCalls,
    offload: requests.offered === 0 ? 0 : 1 - backendCalls / requests.offered,
    gatewayCpuUs: gatewayCpuUs(measurement),
    staleness: stalenessFigures(measurement.staleness),
    costPerMillion: pricing && costOf([measurement], pricing)?.perMillionRequests,
  };
}

function gatewayCpuUs({ processes, requests }: Measurement): number {
  const gateways = processes.filter(({ role }) => role === 'gateway');
  return requests.completed === 0
    ? Number.NaN
    : gateways.reduce((sum, { cpuUs }) => sum + cpuUs, 0) / requests.completed;
}

function stalenessFigures(counted: Measurement['staleness']): StalenessFigures | undefined {
  if (counted === undefined) return undefined;
  const age = LatencyHistogram.decode(counted.age);
  const shareOf = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
  return {
    staleRatio: shareOf(counted.stale, counted.reads),
    ageP50Us: age.quantileUs(0.5),
    ageP99Us: age.quantileUs(0.99),
    ageMaxUs: age.maxUs,
    ownWritesUnseenRatio: shareOf(counted.ownWritesUnseen, counted.ownReads),
    disagreementRatio: shareOf(counted.disagreements, counted.sharedReads),
  };
}

/** What the hit ratio of all given measurements together is made of: shares of the cacheable requests (0–1), none of 0. */
export function hitParts(
  measurements: readonly Measurement[],
): { readonly outcome: HitOutcome; readonly share: number }[] {
  const counts = outcomeTotals(measurements);
  return hitOutcomes
    .map((outcome) => ({ outcome, share: shareOfCacheable(counts, outcome) ?? 0 }))
    .filter(({ share }) => share > 0);
}

/**
 * Latencies of the given measurements put together: response times in open loop, else service times. Of the given outcomes; or of
 * all, and of what was given up, with the time that it had been waited for: were it left out, the more a strategy makes wait in
 * vain, the shorter its latencies would be.
 */
export function latencyOf(measurements: readonly Measurement[], only?: readonly Outcome[]): LatencyHistogram {
  const givenUp = only === undefined ? measurements.flatMap((measurement) => measurement.givenUp ?? []) : [];
  return LatencyHistogram.merge([
    ...timesOf(measurements, only, ({ latency, response }) => response ?? latency),
    ...givenUp.map(LatencyHistogram.decode),
  ]);
}

/** From the actual send, whatever the loop; of the given outcomes or of all answers. */
export function serviceTimeOf(
  measurements: readonly Measurement[],
  only?: readonly Outcome[],
): LatencyHistogram {
  return LatencyHistogram.merge(timesOf(measurements, only, ({ latency }) => latency));
}

type OutcomeTimes = NonNullable<Measurement['outcomes'][Outcome]>;

function timesOf(
  measurements: readonly Measurement[],
  only: readonly Outcome[] | undefined,
  encodedOf: (times: OutcomeTimes) => string,
): LatencyHistogram[] {
  return measurements.flatMap(({ outcomes }) =>
    Object.entries(outcomes).flatMap(([outcome, times]) =>
      only === undefined || only.includes(outcome as Outcome) ? [decodedOnce(times, encodedOf(times))] : [],
    ),
  );
}

/** A report asks for the same histograms several times, and to decode them is much of its work. They are not to be recorded into. */
const decoded = new WeakMap<OutcomeTimes, Map<string, LatencyHistogram>>();

function decodedOnce(times: OutcomeTimes, encoded: string): LatencyHistogram {
  const known = decoded.get(times) ?? new Map<string, LatencyHistogram>();
  const histogram = known.get(encoded) ?? LatencyHistogram.decode(encoded);
  decoded.set(times, known.set(encoded, histogram));
  return histogram;
}

/** The given encoded histograms put together, as the delays of a backend over all repetitions. */
export function mergeEncoded(encoded: readonly string[]): LatencyHistogram {
  return LatencyHistogram.merge(encoded.map((histogram) => LatencyHistogram.decode(histogram)));
}

/** Responses of each outcome, over all given measurements. */
export function outcomeTotals(measurements: readonly Measurement[]): OutcomeCounts {
  const totals: Partial<Record<Outcome, number>> = {};
  for (const [outcome, { count }] of measurements.flatMap(({ outcomes }) => Object.entries(outcomes))) {
    totals[outcome as Outcome] = (totals[outcome as Outcome] ?? 0) + count;
  }
  return totals;
}
