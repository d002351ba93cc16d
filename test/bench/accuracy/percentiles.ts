import { LatencyHistogram } from '../../../src/measure/histogram.ts';
import type { Driven } from './processes/generator-process.ts';

export interface Percentiles {
  readonly p50Us: number;
  readonly p99Us: number;
  readonly p999Us: number;
}

export type Percentile = keyof Percentiles;

export const percentileNames: Readonly<Record<Percentile, string>> = {
  p50Us: 'p50',
  p99Us: 'p99',
  p999Us: 'p99.9',
};

export function percentilesOf(histogram: LatencyHistogram): Percentiles {
  return {
    p50Us: histogram.quantileUs(0.5),
    p99Us: histogram.quantileUs(0.99),
    p999Us: histogram.quantileUs(0.999),
  };
}

/** From the actual send. */
export function serviceTimes({ outcomes }: Driven): Percentiles {
  return percentilesOf(merged(Object.values(outcomes).map(({ latency }) => latency)));
}

/** From the intended send. */
export function responseTimes({ outcomes }: Driven): Percentiles {
  return percentilesOf(merged(Object.values(outcomes).map(({ response }) => response ?? '')));
}

function merged(encoded: readonly string[]): LatencyHistogram {
  return LatencyHistogram.merge(encoded.map(LatencyHistogram.decode));
}
