import { mergeEncoded, serviceTimeOf } from '../../results/figures.ts';
import type { Measurement } from '../../results/result.ts';

/** A part of the time that a request takes, in the order in which it begins. */
export type Phase = 'queue' | 'network and client' | 'gateway' | 'cache lookup' | 'backend';

/** Where the mean answered request of a strategy spent its time, all valid trials together. */
export interface PhaseModel {
  /** They add up to the mean latency, as means do and percentiles do not; none is negative. */
  readonly parts: readonly { readonly phase: Phase; readonly meanUs: number }[];
  readonly totalUs: number;
  /** Answers that the load generator saw, and those that the gateways timed; the latter lack what a killed gateway had counted. */
  readonly answered: number;
  readonly timed: number;
  /** Whether the gateways counted a little more time than the load generator saw, so that nothing is left for the network. */
  readonly isTight: boolean;
}

/** By more than this, the two sides have not timed the same requests, and their difference would mean nothing. */
const mostExcessRatio = 0.05;

/** Undefined where the gateways did not time their requests, or where what they timed cannot be what the load generator saw. */
export function phasesOf(measurements: readonly Measurement[]): PhaseModel | undefined {
  const within = sumOfTimes(measurements);
  const answers = measurements.flatMap(({ outcomes }) => Object.values(outcomes));
  const service = serviceTimeOf(measurements);
  if (within === undefined || within.requests === 0 || service.count === 0) return undefined;
  const mean = (sumUs: number): number => sumUs / within.requests;
  const serviceUs = service.meanUs;
  const outsideUs = serviceUs - mean(within.insideUs);
  if (-outsideUs > mostExcessRatio * serviceUs) return undefined;
  const isOpenLoop = answers.some((times) => times.response !== undefined);
  const responseUs = isOpenLoop
    ? mergeEncoded(answers.map((times) => times.response ?? times.latency)).meanUs
    : serviceUs;
  const parts = [
    ...(isOpenLoop ? [part('queue', responseUs - serviceUs)] : []),
    part('network and client', outsideUs),
    part('gateway', mean(within.insideUs - within.storeUs - within.backendUs)),
    part('cache lookup', mean(within.storeUs)),
    part('backend', mean(within.backendUs)),
  ];
  return {
    parts,
    totalUs: parts.reduce((sum, { meanUs }) => sum + meanUs, 0),
    answered: service.count,
    timed: within.requests,
    isTight: outsideUs < 0,
  };
}

function part(phase: Phase, meanUs: number): PhaseModel['parts'][number] {
  return { phase, meanUs: Math.max(0, meanUs) };
}

/** Of all gateways; undefined where one of them has no times. */
function sumOfTimes(measurements: readonly Measurement[]) {
  const sum = { requests: 0, insideUs: 0, storeUs: 0, backendUs: 0 };
  for (const { time } of measurements.flatMap(({ gateways }) => gateways)) {
    if (time === undefined) return undefined;
    sum.requests += time.requests;
    sum.insideUs += time.insideUs;
    sum.storeUs += time.storeUs;
    sum.backendUs += time.backendUs;
  }
  return sum;
}
