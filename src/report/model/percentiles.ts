import { latencyOf } from '../../results/figures.ts';
import type { Measurement } from '../../results/result.ts';
import { fewestForQuantile } from '../../stats/fewest-for-quantile.ts';
import type { Outcome } from './fates.ts';
import { type LatencyBin, logBins } from './latency-histogram.ts';

export interface PercentilePoint {
  /** 0–1. */
  readonly quantile: number;
  readonly latencyUs: number;
  /** Whether there are requests enough for it to be more than the largest few of them. */
  readonly isSupported: boolean;
}

const pointsPerDecade = 16;
const mostDecades = 5;

/**
 * The latency distribution of all given measurements together, in points that lie evenly on an axis of 1 ÷ (1 − quantile),
 * 90 %, 99 % and so on among them, and 50 %. The last is the highest quantile that the number of requests supports:
 * of 1,000 requests, 99.9 %.
 */
export function percentileCurve(measurements: readonly Measurement[]): PercentilePoint[] {
  const latency = latencyOf(measurements);
  if (latency.count === 0) return [];
  const decades = Math.min(mostDecades, Math.log10(latency.count));
  const steps = Array.from(
    { length: Math.floor(decades * pointsPerDecade) + 1 },
    (_, step) => step / pointsPerDecade,
  );
  const quantiles = new Set([...steps, decades].map((decade) => 1 - 10 ** -decade)).add(0.5);
  return [...quantiles]
    .sort((one, other) => one - other)
    .map((quantile) => ({
      quantile,
      latencyUs: latency.quantileUs(quantile),
      isSupported: quantile === 0 || fewestForQuantile(quantile) <= latency.count,
    }));
}

/** Where an answer came from, which is what splits most latency distributions in two. */
export interface SourceLatency {
  readonly source: 'cache' | 'backend';
  readonly count: number;
  /** Of all responses without an error; 0–1. */
  readonly share: number;
  readonly p5Us: number;
  readonly p25Us: number;
  readonly p50Us: number;
  readonly p75Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  readonly bins: readonly LatencyBin[];
}

/** What an answer of each kind is counted as. */
export const outcomesOfSource: Readonly<Record<SourceLatency['source'], readonly Outcome[]>> = {
  cache: ['hit', 'stale'],
  /** `collapsed` did not call a backend, but waited for one all the same. */
  backend: ['collapsed', 'revalidated', 'miss', 'bypass'],
};

/** The latency of answers from the cache apart from that of answers that took a backend; only sources that occurred. */
export function latencyBySource(measurements: readonly Measurement[]): SourceLatency[] {
  const sources = (['cache', 'backend'] as const).map((source) => ({
    source,
    latency: latencyOf(measurements, outcomesOfSource[source]),
  }));
  const answered = sources.reduce((sum, { latency }) => sum + latency.count, 0);
  return sources
    .filter(({ latency }) => latency.count > 0)
    .map(({ source, latency }) => ({
      source,
      count: latency.count,
      share: latency.count / answered,
      p5Us: latency.quantileUs(0.05),
      p25Us: latency.quantileUs(0.25),
      p50Us: latency.quantileUs(0.5),
      p75Us: latency.quantileUs(0.75),
      p95Us: latency.quantileUs(0.95),
      p99Us: latency.quantileUs(0.99),
      bins: logBins(latency.bins()),
    }));
}
