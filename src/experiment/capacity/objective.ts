import { parseCondition } from '../../scenario/judging-schema.ts';
import { suggestWord } from '../../scenario/suggest.ts';
import { UsageError } from '../../support/errors.ts';
import { type Expectation, type MetricName, metricKinds, metricNames } from '../../support/metrics.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';

/** A bound that every trial at a rate is to keep. */
export type Bound = Omit<Expectation, 'strategy'>;

/**
 * `p99 < 50ms, failures < 0.1%` → its bounds.
 *
 * @throws UsageError naming the part that is none
 */
export function parseObjective(text: string): Bound[] {
  return text.split(',').map((part) => {
    const [, name = '', condition] = /^\s*([A-Za-z]\w*)\s*(.*)$/.exec(part) ?? [];
    if (!isMetric(name)) {
      const suggestion = suggestWord(name, metricNames);
      throw new UsageError(`"${part.trim()}" does not begin with a metric.`, {
        hint:
          suggestion === undefined ? `Metrics: ${metricNames.join(', ')}.` : `Did you mean ${suggestion}?`,
      });
    }
    const bound = parseCondition(name, condition);
    if (bound === undefined) {
      throw new UsageError(`"${part.trim()}" is no bound.`, {
        hint: 'Write it as p99 < 50ms or failures < 0.1%.',
      });
    }
    return { metric: name, ...bound };
  });
}

function isMetric(name: string): name is MetricName {
  return Object.hasOwn(metricKinds, name);
}

/** Whether a value keeps a bound; what a trial has none of keeps nothing. */
export function keeps({ operator, value: limit }: Bound, value: number | undefined): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

/** `< 50.0 ms`. */
export function boundInWords({ metric, operator, value }: Bound): string {
  return `${operator} ${valueInWords(metric, value)}`;
}

/** A metric's value for people. */
export function valueInWords(metric: MetricName, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return 'absent';
  switch (metricKinds[metric].unit) {
    case 'duration':
      return formatDuration(value);
    case 'ratio':
      return formatShare(value);
    case 'rate':
      return `${formatNumber(value)}/s`;
    default:
      return formatNumber(value);
  }
}
