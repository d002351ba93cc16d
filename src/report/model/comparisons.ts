import type { TrialFigures } from '../../results/figures.ts';
import { metricOf } from '../../results/metrics.ts';
import type { ByRepetition } from '../../stats/by-repetition.ts';
import { type Comparison, compareWithBaseline } from '../../stats/comparison.ts';
import { type Estimate, estimateGeometricMean, estimateMean } from '../../stats/estimate.ts';
import { fewestForQuantile } from '../../stats/fewest-for-quantile.ts';
import { type MetricName, metricKinds, scaleOf } from '../../support/metrics.ts';

/** The trials of one strategy: the figures of each, by repetition. */
export interface Measured {
  readonly trials: readonly { readonly repetition: number; readonly figures: TrialFigures }[];
}

const quantiles: Partial<Record<MetricName, number>> = { p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 };

/** The answers that a trial must have for the metric to be more than its largest value. */
export function fewestAnswers(metric: MetricName): number {
  const quantile = quantiles[metric];
  return quantile === undefined ? 1 : fewestForQuantile(quantile);
}

/**
 * A metric of each trial that has it; none where one of them has too few answers for it. The trials with answers enough are
 * those in which the strategy was quick: their mean would say of p99.9 that it is below p99.
 */
export function valuesOf({ trials }: Measured, metric: MetricName): ByRepetition {
  const known = trials.flatMap(({ repetition, figures }) => {
    const value = metricOf(figures, metric);
    return value === undefined || Number.isNaN(value)
      ? []
      : [{ repetition, value, answers: figures.completed }];
  });
  const areEnough = known.every(({ answers }) => answers >= fewestAnswers(metric));
  return new Map(areEnough ? known.map(({ repetition, value }) => [repetition, value]) : []);
}

/**
 * The mean over the trials: geometric for what varies by factors, as the ratios between strategies are. The interval of what
 * cannot be negative, or above 1, ends there.
 */
export function estimateMetric(measured: Measured, metric: MetricName): Estimate {
  const values = [...valuesOf(measured, metric).values()];
  if (scaleOf(metric).scale === 'ratio') return estimateGeometricMean(values);
  const estimate = estimateMean(values);
  const most = metricKinds[metric].unit === 'ratio' ? 1 : Number.POSITIVE_INFINITY;
  const interval = estimate.interval && {
    // Background refreshes may call a backend more often than clients ask: no other figure can be negative.
    low: metric === 'offload' ? estimate.interval.low : Math.max(0, estimate.interval.low),
    high: Math.min(most, estimate.interval.high),
  };
  return { ...estimate, interval };
}

/**
 * What strategies are told apart by. The longest latency is shown too, but it is a single request; and more percentiles are,
 * but every further comparison weakens all others.
 */
export const comparedMetrics = [
  'requestsPerSecond',
  'p50',
  'p99',
  'p999',
  'failures',
  'hitRatio',
  'backendCallsPer100',
  'gatewayCpu',
  'staleReads',
  'costPerMillion',
] as const satisfies readonly MetricName[];
export type ComparedMetric = (typeof comparedMetrics)[number];

/** Of each metric, each of the others against the reference, in their order. */
export type Comparisons = Readonly<Record<ComparedMetric, readonly Comparison[]>>;

/** What counts as different allows for how many others and how many metrics there are. */
export function compareStrategies(reference: Measured, others: readonly Measured[]): Comparisons {
  const compared = compareWithBaseline(
    comparedMetrics.map((metric) => ({
      baseline: valuesOf(reference, metric),
      others: others.map((other) => valuesOf(other, metric)),
      scale: scaleOf(metric),
    })),
  );
  return Object.fromEntries(
    comparedMetrics.map((metric, index) => [metric, compared[index] ?? []]),
  ) as unknown as Comparisons;
}
