/** What is compared between strategies and runs, by the names that scenarios (`expect:`) and command lines (`--fail-on`) use. */
export interface MetricKind {
  /** `duration` in µs, `ratio` 0–1, `rate` per second, `count` and `money` plain. */
  readonly unit: 'duration' | 'ratio' | 'rate' | 'count' | 'money';
  /** Which way is good. */
  readonly better: 'higher' | 'lower';
  /** For people: `99th percentile latency`. */
  readonly label: string;
}

/** Latencies are response times in open loop, service times in closed loop. */
export const metricKinds = {
  requestsPerSecond: { unit: 'rate', better: 'higher', label: 'requests per second' },
  p50: { unit: 'duration', better: 'lower', label: 'median latency' },
  p90: { unit: 'duration', better: 'lower', label: '90th percentile latency' },
  p95: { unit: 'duration', better: 'lower', label: '95th percentile latency' },
  p99: { unit: 'duration', better: 'lower', label: '99th percentile latency' },
  p999: { unit: 'duration', better: 'lower', label: '99.9th percentile latency' },
  max: { unit: 'duration', better: 'lower', label: 'longest latency' },
  failures: { unit: 'ratio', better: 'lower', label: 'share of failed requests' },
  hitRatio: { unit: 'ratio', better: 'higher', label: 'hit ratio' },
  offload: { unit: 'ratio', better: 'higher', label: 'offload' },
  backendCallsPer100: { unit: 'count', better: 'lower', label: 'backend calls per 100 requests' },
  gatewayCpu: { unit: 'duration', better: 'lower', label: 'gateway CPU time per request' },
  staleReads: { unit: 'ratio', better: 'lower', label: 'share of stale reads' },
  staleAgeP50: { unit: 'duration', better: 'lower', label: 'median age of stale reads' },
  staleAgeP99: { unit: 'duration', better: 'lower', label: '99th percentile age of stale reads' },
  staleAgeMax: { unit: 'duration', better: 'lower', label: 'longest age of a stale read' },
  ownWritesUnseen: { unit: 'ratio', better: 'lower', label: 'share of reads that missed their own write' },
  disagreements: { unit: 'ratio', better: 'lower', label: 'share of reads in which two nodes disagreed' },
  costPerMillion: { unit: 'money', better: 'lower', label: 'cost of a million requests' },
} as const satisfies Readonly<Record<string, MetricKind>>;

export type MetricName = keyof typeof metricKinds;
export const metricNames = Object.keys(metricKinds) as readonly MetricName[];

/**
 * How two values of a metric are compared, and what is too little to matter: durations, rates and money by their ratio
 * (5 %), what may well be 0 by its difference (a share by one percentage point).
 */
export function scaleOf(metric: MetricName): {
  readonly better: 'higher' | 'lower';
  readonly scale: 'ratio' | 'difference';
  readonly margin: number;
} {
  const { unit, better } = metricKinds[metric];
  if (unit === 'ratio') return { better, scale: 'difference', margin: 0.01 };
  return unit === 'count'
    ? { better, scale: 'difference', margin: 1 }
    : { better, scale: 'ratio', margin: 0.05 };
}

/** A bound that a figure of one strategy is to keep. */
export interface Expectation {
  readonly strategy: string;
  readonly metric: MetricName;
  readonly operator: '<' | '<=' | '>' | '>=';
  /** In the metric's unit: µs, 0–1, per second. */
  readonly value: number;
}
