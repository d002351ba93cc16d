import type { Result } from '../results/result.ts';
import { type MetricName, metricKinds } from '../support/metrics.ts';
import { formatDuration, formatMoney, formatNumber, formatShare } from '../support/units.ts';

/** How values of a metric are written, by its unit; money in the scenario's currency. */
export function formatterOf(metric: MetricName, { scenario: { prices } }: Result): (value: number) => string {
  return metricFormatter(metric, prices?.currency);
}

/** The same where there is no one Result, as of a sweep. */
export function metricFormatter(metric: MetricName, currency = ''): (value: number) => string {
  switch (metricKinds[metric].unit) {
    case 'duration':
      return formatDuration;
    case 'ratio':
      return formatShare;
    case 'rate':
    case 'count':
      return formatNumber;
    case 'money':
      return (amount) => formatMoney(amount, currency);
  }
}

/** What a latency is in this run: `response time` in open loop, `latency` in closed loop. */
export function latencyWord({ scenario: { load } }: Result): string {
  return load.kind === 'open' ? 'response time' : 'latency';
}

/** A metric inside a sentence: `requests per second`, `median response time`. */
export function metricInWords(metric: MetricName, result: Result): string {
  return metricKinds[metric].label.replace('latency', latencyWord(result));
}
