import { LatencyHistogram } from '../../../src/measure/histogram.ts';
import { answerDueMs, type KnownDelay } from './known-delay.ts';
import { type Percentiles, percentilesOf } from './percentiles.ts';

export interface PacedLoad {
  readonly ratePerSecond: number;
  readonly seconds: number;
  readonly connections: number;
}

/**
 * The response times of requests that are due at even distances and, where all connections are busy, wait in order for
 * one: computed without a clock, request by request. What machines need on top is not in it.
 */
export function expectedResponses(
  delay: KnownDelay,
  { ratePerSecond, seconds, connections }: PacedLoad,
): Percentiles {
  const histogram = new LatencyHistogram();
  const freeAtMs: number[] = Array(connections).fill(0);
  const intervalMs = 1000 / ratePerSecond;
  for (let sequence = 0; sequence < ratePerSecond * seconds; sequence++) {
    const intendedMs = sequence * intervalMs;
    const first = freeAtMs.indexOf(Math.min(...freeAtMs));
    const sentMs = Math.max(intendedMs, freeAtMs[first] as number);
    const endedMs = answerDueMs(delay, sentMs, sequence);
    freeAtMs[first] = endedMs;
    histogram.record((endedMs - intendedMs) * 1000);
  }
  return percentilesOf(histogram);
}
