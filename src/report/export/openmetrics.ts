import { trialFigures } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';
import type { MetricName } from '../../support/metrics.ts';
import { estimateMetric, type Measured } from '../model/comparisons.ts';
import { type MetricFamily, openMetricsText } from './openmetrics-text.ts';

/** What a figure is called, and the metrics that are its samples. */
interface Figure {
  readonly name: string;
  readonly unit: Unit;
  readonly help: string;
  readonly metrics: readonly (readonly [MetricName, labels?: Readonly<Record<string, string>>])[];
}

/** The last part of names: of base units, OpenMetrics knows it as their unit too. */
type Unit = 'seconds' | 'ratio' | 'per_second' | 'per_100_requests' | 'per_million_requests';

const figures: readonly Figure[] = [
  {
    name: 'requests',
    unit: 'per_second',
    help: 'Requests answered other than by an error.',
    metrics: [['requestsPerSecond']],
  },
  {
    name: 'latency',
    unit: 'seconds',
    help: 'Latency at a quantile, response time in open loop and service time in closed loop, requests given up included.',
    metrics: [
      ['p50', { quantile: '0.5' }],
      ['p90', { quantile: '0.9' }],
      ['p95', { quantile: '0.95' }],
      ['p99', { quantile: '0.99' }],
      ['p999', { quantile: '0.999' }],
    ],
  },
  {
    name: 'failures',
    unit: 'ratio',
    help: 'Errors, timeouts and unfinished requests among all.',
    metrics: [['failures']],
  },
  {
    name: 'hit',
    unit: 'ratio',
    help: 'Answers without a backend call of their own among cacheable ones.',
    metrics: [['hitRatio']],
  },
  {
    name: 'backend_calls',
    unit: 'per_100_requests',
    help: 'Calls that reached the backends for each 100 requests of clients.',
    metrics: [['backendCallsPer100']],
  },
  {
    name: 'gateway_cpu',
    unit: 'seconds',
    help: 'CPU time of all gateways for one request.',
    metrics: [['gatewayCpu']],
  },
  {
    name: 'stale_reads',
    unit: 'ratio',
    help: 'Reads that did not see a write acknowledged before, among all.',
    metrics: [['staleReads']],
  },
  {
    name: 'cost',
    unit: 'per_million_requests',
    help: 'Cost in the currency of the scenario.',
    metrics: [['costPerMillion']],
  },
];

/**
 * The figures of a run for a dashboard, as OpenMetrics 1.0: means over the valid trials, and the bounds of their 95 %
 * intervals in families of their own, so that no query mixes a figure with its bounds.
 */
export function openMetrics(result: Result): string {
  return openMetricsText([
    {
      name: 'gatebench_run_info',
      help: 'The run that these figures are of.',
      samples: [{ labels: { ...runLabels(result), ...descriptionOf(result) }, value: 1 }],
    },
    { name: 'gatebench_trials', help: 'Trials by state.', samples: trialSamples(result) },
    {
      name: 'gatebench_warnings',
      help: 'Warnings of the run: read its report before believing a figure.',
      samples: [{ labels: runLabels(result), value: result.warnings.length }],
    },
    ...figures.flatMap((figure) => familiesOf(figure, result)),
  ]);
}

function runLabels({ runId, scenario }: Result): Readonly<Record<string, string>> {
  return { scenario: scenario.name, run: runId };
}

function descriptionOf({ kind, state, generator, startedAt, finishedAt }: Result) {
  return { kind, state, version: generator.version, started: startedAt, finished: finishedAt ?? '' };
}

function trialSamples(result: Result): MetricFamily['samples'] {
  return result.scenario.strategies.flatMap(({ name }) =>
    (['valid', 'invalid', 'failed', 'interrupted'] as const).map((state) => ({
      labels: { ...runLabels(result), strategy: name, state },
      value: result.trials.filter((trial) => trial.strategy === name && trial.state === state).length,
    })),
  );
}

/** The figure's own family and that of its bounds. */
function familiesOf({ name, unit, help, metrics }: Figure, result: Result): MetricFamily[] {
  const samples = result.scenario.strategies.flatMap(({ name: strategy }) => {
    const measured: Measured = { trials: trialFigures(result, strategy) };
    return metrics.map(([metric, labels]) => ({
      labels: { ...runLabels(result), strategy, ...labels, ...currencyOf(metric, result) },
      estimate: estimateMetric(measured, metric),
    }));
  });
  const shared = { unit: unit === 'seconds' || unit === 'ratio' ? unit : undefined };
  const inUnit = (value: number) => Number((unit === 'seconds' ? value / 1e6 : value).toPrecision(6));
  return [
    {
      ...shared,
      name: `gatebench_${name}_${unit}`,
      help: `${help} Mean over the valid trials.`,
      samples: samples.map(({ labels, estimate }) => ({ labels, value: inUnit(estimate.value) })),
    },
    {
      ...shared,
      name: `gatebench_${name}_interval_${unit}`,
      help: `${help} Bounds of the 95 % interval of the mean.`,
      samples: samples.flatMap(({ labels, estimate: { interval } }) =>
        interval === undefined
          ? []
          : [
              { labels: { ...labels, bound: 'low' }, value: inUnit(interval.low) },
              { labels: { ...labels, bound: 'high' }, value: inUnit(interval.high) },
            ],
      ),
    },
  ];
}

function currencyOf(metric: MetricName, { scenario: { prices } }: Result): Readonly<Record<string, string>> {
  return metric === 'costPerMillion' && prices !== undefined ? { currency: prices.currency } : {};
}
