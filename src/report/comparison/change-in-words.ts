import type { Estimate } from '../../stats/estimate.ts';
import { type MetricName, metricKinds, scaleOf } from '../../support/metrics.ts';
import { formatFactor, formatNumber } from '../../support/units.ts';

/** How a change is measured: as a ratio of the values, or as their difference in the metric's unit. */
type ChangeScale = 'ratio' | 'difference';

/** `+12.3 %` of ratios, `−0.4 pp` of shares, `+3.2` of counts; with the interval where there is one: `+12.3 % (+8.1 to +16.9 %)`. */
export function changeInWords(metric: MetricName, scale: ChangeScale, { value, interval }: Estimate): string {
  const [shown, unit] = wording(metric, scale);
  if (interval === undefined) return `${shown(value)}${unit}`;
  return `${shown(value)}${unit} (${shown(interval.low)} to ${shown(interval.high)}${unit})`;
}

/** From this factor on, either way, `3.2 times` reads better than `220 %`. */
const smallestFactorInWords = 2;

/**
 * Of a change that was told, so that its interval lies on one side of none: `12.3 % longer (4.0 to 21.2 %)`, `3.20 times as
 * long (2.90–3.51)`, `3.2 percentage points lower (2.1 to 4.3)`, `4.2 more (3.1 to 5.3)`.
 */
export function toldChangeInWords(metric: MetricName, { value, interval }: Estimate): string {
  const { scale } = scaleOf(metric);
  const isRatio = scale === 'ratio';
  const [no, isMore] = isRatio ? [1, value > 1] : [0, value > 0];
  const word = direction(metric, isMore);
  if (isRatio && (value >= smallestFactorInWords || value <= 1 / smallestFactorInWords)) {
    const span = interval && ` (${formatFactor(interval.low)} to ${formatFactor(interval.high)})`;
    return `${formatFactor(value)} times as ${metricKinds[metric].unit === 'duration' ? 'long' : 'high'}${span ?? ''}`;
  }
  const percents = isRatio || metricKinds[metric].unit === 'ratio';
  const amount = (end: number): string => plain(Math.abs(end - no) * (percents ? 100 : 1));
  const unit = isRatio ? ' %' : percents ? ' percentage points' : '';
  const ends = interval && [interval.low, interval.high].map(amount);
  const span = ends && (isMore ? ends : ends.reverse()).join(' to ');
  return `${amount(value)}${unit} ${word}${span === undefined ? '' : ` (${span}${isRatio ? ' %' : ''})`}`;
}

function direction(metric: MetricName, isMore: boolean): string {
  const { unit } = metricKinds[metric];
  if (unit === 'duration') return isMore ? 'longer' : 'shorter';
  if (unit === 'count') return isMore ? 'more' : 'fewer';
  return isMore ? 'higher' : 'lower';
}

function wording(metric: MetricName, scale: ChangeScale): [shown: (value: number) => string, unit: string] {
  if (scale === 'ratio') return [(ratio) => signed(100 * (ratio - 1)), ' %'];
  const isShare = metricKinds[metric].unit === 'ratio';
  return isShare ? [(share) => signed(100 * share), ' pp'] : [signed, ''];
}

function signed(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '+∞' : '−∞';
  const text = plain(Math.abs(value));
  return Number(text) === 0 ? '0' : `${value > 0 ? '+' : '−'}${text}`;
}

function plain(value: number): string {
  return value < 10 ? value.toFixed(1) : formatNumber(value);
}
