import { type MetricName, metricKinds } from '../../support/metrics.ts';

/** A metric's name with its unit: durations are in µs (`p99Us`), ratios 0–1, and the rest says what it counts. */
export function metricHeading(metric: MetricName): string {
  return metricKinds[metric].unit === 'duration' ? `${metric}Us` : metric;
}

/** To six digits, far more than any was measured to; NaN is none. */
export function metricValue(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Number(value.toPrecision(6));
}
