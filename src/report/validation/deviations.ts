import { trialFigures } from '../../results/figures.ts';
import { metricOf } from '../../results/metrics.ts';
import type { Result } from '../../results/result.ts';
import { type Estimate, estimateGeometricMean, estimateMean } from '../../stats/estimate.ts';
import { type MetricName, scaleOf } from '../../support/metrics.ts';

/** How far a simulation may be from the measurement: of ratios the difference, else the relative one. What has none is told without. */
const validated: readonly { readonly metric: MetricName; readonly promise?: number }[] = [
  { metric: 'hitRatio', promise: 0.01 },
  { metric: 'offload' },
  { metric: 'requestsPerSecond', promise: 0.15 },
  { metric: 'p50', promise: 0.2 },
  { metric: 'p99' },
  { metric: 'staleReads' },
];

/** How far one figure of a strategy, as it was simulated, is from what was measured. */
export interface Deviation {
  readonly strategy: string;
  readonly metric: MetricName;
  readonly measured: Estimate;
  readonly simulated: Estimate;
  /** Simulated less measured: of ratios the difference, else as a share of what was measured. NaN where that is nothing. */
  readonly deviation: number;
  /** The largest deviation that is promised, either way; undefined: none is. */
  readonly promise: number | undefined;
  readonly verdict: 'kept' | 'missed' | 'not promised';
}

/** Of the strategies that have been both measured and simulated, figure by figure; none of what one of them has no figure of. */
export function deviationsOf(measured: Result, simulated: Result): Deviation[] {
  const shared = measured.scenario.strategies.filter(({ name }) =>
    simulated.scenario.strategies.some((other) => other.name === name),
  );
  return validated.flatMap(({ metric, promise }) =>
    shared.flatMap(({ name }) => {
      const estimates = [measured, simulated].map((result) => estimateOf(result, name, metric));
      const [real, virtual] = estimates as [Estimate, Estimate];
      if (real.n === 0 || virtual.n === 0) return [];
      const deviation = deviationBetween(real.value, virtual.value, scaleOf(metric).scale);
      const isKept = promise !== undefined && Math.abs(deviation) <= promise;
      const verdict = promise === undefined ? 'not promised' : isKept ? 'kept' : 'missed';
      return [{ strategy: name, metric, measured: real, simulated: virtual, deviation, promise, verdict }];
    }),
  );
}

function estimateOf(result: Result, strategy: string, metric: MetricName): Estimate {
  const values = trialFigures(result, strategy).flatMap(({ figures }) => metricOf(figures, metric) ?? []);
  return scaleOf(metric).scale === 'ratio' ? estimateGeometricMean(values) : estimateMean(values);
}

function deviationBetween(measured: number, simulated: number, scale: 'ratio' | 'difference'): number {
  if (scale === 'difference') return simulated - measured;
  return simulated === measured ? 0 : simulated / measured - 1;
}
