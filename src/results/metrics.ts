import type { MetricName } from '../support/metrics.ts';
import type { TrialFigures } from './figures.ts';

const picks: Readonly<Record<MetricName, (figures: TrialFigures) => number | undefined>> = {
  requestsPerSecond: ({ requestsPerSecond }) => requestsPerSecond,
  p50: ({ p50Us }) => p50Us,
  p90: ({ p90Us }) => p90Us,
  p95: ({ p95Us }) => p95Us,
  p99: ({ p99Us }) => p99Us,
  p999: ({ p999Us }) => p999Us,
  max: ({ maxUs }) => maxUs,
  failures: ({ failureRatio }) => failureRatio,
  hitRatio: ({ hitRatio }) => hitRatio,
  offload: ({ offload }) => offload,
  backendCallsPer100: ({ offload, completed }) => (completed === 0 ? undefined : 100 * (1 - offload)),
  gatewayCpu: ({ gatewayCpuUs }) => gatewayCpuUs,
  staleReads: ({ staleness }) => staleness?.staleRatio,
  staleAgeP50: ({ staleness }) => staleness?.ageP50Us,
  staleAgeP99: ({ staleness }) => staleness?.ageP99Us,
  staleAgeMax: ({ staleness }) => staleness?.ageMaxUs,
  ownWritesUnseen: ({ staleness }) => staleness?.ownWritesUnseenRatio,
  disagreements: ({ staleness }) => staleness?.disagreementRatio,
  costPerMillion: ({ costPerMillion }) => costPerMillion,
};

/** A metric of one trial in its unit (support/metrics.ts); undefined or NaN where the trial has none. */
export function metricOf(figures: TrialFigures, metric: MetricName): number | undefined {
  return picks[metric](figures);
}
