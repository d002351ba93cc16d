import type { Estimate } from '../../stats/estimate.ts';
import { type MetricName, metricKinds } from '../../support/metrics.ts';
import { formatNumber } from '../../support/units.ts';

/** How a change is measured: as a ratio of the values, or as their difference in the metric's unit. */
type ChangeScale = 'ratio' | 'difference';

/** `+12.3 %` of ratios, `−0.4 pp` of shares, `+3.2` of counts; with the interval where there is one: `+12.3 % (+8.1 to +16.9 %)`. */
export function changeInWords(metric: MetricName, scale: ChangeScale, { value, interval }: Estimate): string {
  const [shown, unit] = wording(metric, scale);
  if (interval === undefined) return `${shown(value)}${unit}`;
  return `${shown(value)}${unit} (${shown(interval.low)} to ${shown(interval.high)}${unit})`;
}

function wording(metric: MetricName, scale: ChangeScale): [shown: (value: number) => string, unit: string] {
  if (scale === 'ratio') return [(ratio) => signed(100 * (ratio - 1)), ' %'];
  const isShare = metricKinds[metric].unit === 'ratio';
  return isShare ? [(share) => signed(100 * share), ' pp'] : [signed, ''];
}

function signed(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '+∞' : '−∞';
  const text = Math.abs(value) < 10 ? Math.abs(value).toFixed(1) : formatNumber(Math.abs(value));
  return Number(text) === 0 ? '0' : `${value > 0 ? '+' : '−'}${text}`;
}
