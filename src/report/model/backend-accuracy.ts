import { mergeEncoded } from '../../results/figures.ts';
import type { Measurement } from '../../results/result.ts';
import { groupBy } from './group-by.ts';

/** How well a simulated backend kept to the delays that it meant to give, over all trials of a strategy. */
export interface BackendAccuracy {
  readonly name: string;
  readonly calls: number;
  readonly intended: DelayQuantiles;
  readonly actual: DelayQuantiles;
  /** Wait for a free place before service began. */
  readonly queueWait: DelayQuantiles;
}

/** NaN where the backend was never called. */
interface DelayQuantiles {
  readonly p50Us: number;
  readonly p99Us: number;
}

export function backendAccuracies(measurements: readonly Measurement[]): BackendAccuracy[] {
  const reports = groupBy(
    measurements.flatMap(({ backends }) => backends),
    ({ name }) => name,
  );
  return [...reports].map(([name, backends]) => ({
    name,
    calls: backends.reduce((sum, { calls }) => sum + calls, 0),
    intended: quantilesOf(backends.map(({ intendedDelay }) => intendedDelay)),
    actual: quantilesOf(backends.map(({ actualDelay }) => actualDelay)),
    queueWait: quantilesOf(backends.map(({ queueWait }) => queueWait)),
  }));
}

function quantilesOf(encoded: readonly string[]): DelayQuantiles {
  const delays = mergeEncoded(encoded);
  return { p50Us: delays.quantileUs(0.5), p99Us: delays.quantileUs(0.99) };
}
