import type { Gate } from '../../report/comparison/gates.ts';
import { suggestWord } from '../../scenario/suggest.ts';
import { UsageError } from '../../support/errors.ts';
import { type MetricName, metricKinds, metricNames } from '../../support/metrics.ts';

/**
 * Reads what `--fail-on` takes: `memory.p99 > +10%`, `redis.requestsPerSecond < -5%`, `memory.hitRatio < -1pp`,
 * `memory.backendCallsPer100 > +3`. A strategy's name may itself hold dots.
 *
 * @throws UsageError where it is none
 */
export function parseGate(text: string): Gate {
  const [, strategy, metric, operator, sign, number, unit] =
    /^\s*(.+)\.(\w+)\s*([<>])\s*([+-]?)(\d+(?:\.\d+)?)\s*(%|pp)?\s*$/.exec(text) ?? [];
  if (strategy === undefined || metric === undefined) {
    throw new UsageError(`Cannot understand --fail-on "${text}".`, {
      hint: 'Write it as "<strategy>.<metric> > +10%", or "< -5%" for what is good when it is high.',
    });
  }
  if (!isMetric(metric)) {
    const suggestion = suggestWord(metric, metricNames);
    throw new UsageError(`There is no metric "${metric}" in --fail-on "${text}".`, {
      hint: suggestion === undefined ? `Metrics: ${metricNames.join(', ')}.` : `Did you mean ${suggestion}?`,
    });
  }
  const amount = Number(`${sign}${number}`);
  const change = changeOf(metric, amount, unit);
  if (change === undefined) {
    throw new UsageError(`Cannot understand the change in --fail-on "${text}".`, { hint: unitHint(metric) });
  }
  return { text: text.trim(), strategy, metric, operator: operator as Gate['operator'], ...change };
}

function isMetric(name: string): name is MetricName {
  return Object.hasOwn(metricKinds, name);
}

/** Shares change by percentage points only: of 10 % of a hit ratio, nobody could say of what. */
function changeOf(
  metric: MetricName,
  amount: number,
  unit: string | undefined,
): Pick<Gate, 'scale' | 'bound'> | undefined {
  const kind = metricKinds[metric].unit;
  if (kind === 'ratio') return unit === 'pp' ? { scale: 'difference', bound: amount / 100 } : undefined;
  if (unit === '%') return { scale: 'ratio', bound: 1 + amount / 100 };
  return kind === 'count' && unit === undefined ? { scale: 'difference', bound: amount } : undefined;
}

function unitHint(metric: MetricName): string {
  switch (metricKinds[metric].unit) {
    case 'ratio':
      return `${metric} is a share, and changes by percentage points: write -1pp or +0.5pp.`;
    case 'count':
      return `${metric} is a count: write +10%, or +3 for three more.`;
    default:
      return `${metric} changes by per cent: write +10% or -5%.`;
  }
}
