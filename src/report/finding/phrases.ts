import type { Result } from '../../results/result.ts';
import type { Comparison } from '../../stats/comparison.ts';
import type { Interval } from '../../stats/interval.ts';
import { scaleOf } from '../../support/metrics.ts';
import { formatFactor, formatShare } from '../../support/units.ts';
import { formatterOf, latencyWord } from '../metric-words.ts';
import type { StrategyModel } from '../model/run-model.ts';
import { intervalInWords, nameInWords } from '../wording.ts';

/** The metrics that sentences speak of. */
export type SpokenMetric =
  | 'requestsPerSecond'
  | 'p50'
  | 'p99'
  | 'failures'
  | 'backendCallsPer100'
  | 'gatewayCpu'
  | 'staleReads'
  | 'costPerMillion';

/** One metric of two strategies, and what the trials say of the two. */
export interface Compared {
  readonly metric: SpokenMetric;
  readonly reference: StrategyModel;
  readonly other: StrategyModel;
  readonly comparison: Comparison;
  readonly result: Result;
}

/** From this factor on, `2.3× as many` reads better than `130 % more`. */
const smallestFactorInWords = 1.5;

/**
 * `12.3× as many requests per second as stateless (95 % interval 11.1–13.6×)`; where they are equivalent,
 * `as many requests per second as stateless within 5 % (…)`. Of a comparison that told something.
 */
export function ratePhrase({ comparison, reference }: Compared): string {
  const { estimate, verdict, margin } = comparison;
  const { value, interval } = estimate;
  const name = nameInWords(reference.name);
  if (verdict === 'equivalent')
    return `as many requests per second as ${name} within ${formatShare(margin)}${bracketed(interval)}`;
  if (value >= smallestFactorInWords)
    return `${formatFactor(value)}× as many requests per second as ${name}${bracketed(interval)}`;
  // The interval of an established difference lies on one side of 1, so one word fits both of its ends.
  const percent = (ratio: number): string => formatShare(Math.abs(ratio - 1));
  const ends = interval === undefined ? [] : [interval.low, interval.high].map(percent);
  const [least, most] = value >= 1 ? ends : ends.reverse();
  const word = value >= 1 ? 'more' : 'fewer';
  return `${percent(value)} ${word} requests per second than ${name} (95 % interval ${least} to ${most})`;
}

/** `a median latency of 0.8 ms instead of 24.7 ms`; where they are equivalent, `… against 24.7 ms, the same within 5 %`. */
export function figurePhrase({ metric, reference, other, comparison, result }: Compared): string {
  const format = formatterOf(metric, result);
  const before = format(reference.estimates[metric].value);
  const after = format(other.estimates[metric].value);
  const phrase = inWords(metric, after, result);
  if (before === after) return `${phrase} like ${nameInWords(reference.name)}`;
  if (comparison.verdict === 'equivalent')
    return `${phrase} against ${before} (the same within ${marginInWords(metric)})`;
  return `${phrase} instead of ${before}`;
}

/** The same with how many times the reference's value it is, for a latency that leads a sentence. */
export function leadingPhrase(compared: Compared): string {
  const { value, interval } = compared.comparison.estimate;
  const isPlain = compared.comparison.verdict === 'equivalent' || interval === undefined;
  return `${figurePhrase(compared)}${isPlain ? bracketed(interval) : ` (${formatFactor(value)}×, 95 % interval ${intervalInWords(interval, formatFactor)}×)`}`;
}

/** What is not told apart yet, with how far the difference may reach: `median latency (0.93–1.10× that of stateless)`. */
export function untoldPhrase({ metric, reference, comparison, result }: Compared): string {
  const { interval } = comparison.estimate;
  const [name, owner] = [nameOf(metric, result), nameInWords(reference.name)];
  if (interval === undefined) return name;
  if (scaleOf(metric).scale === 'ratio')
    return `${name} (the interval reaches from ${formatFactor(interval.low)} to ${formatFactor(interval.high)} times that of ${owner})`;
  const format = formatterOf(metric, result);
  const signed = (value: number): string => `${format(Math.abs(value))} ${value < 0 ? 'less' : 'more'}`;
  return `${name} (the interval reaches from ${signed(interval.low)} to ${signed(interval.high)} than ${owner})`;
}

/** `a median latency of 0.8 ms`. */
export function inWords(metric: SpokenMetric, value: string, result: Result): string {
  switch (metric) {
    case 'requestsPerSecond':
      return `${value} requests per second`;
    case 'p50':
      return `a median ${latencyWord(result)} of ${value}`;
    case 'p99':
      return `a 99th percentile of ${value}`;
    case 'failures':
      return `${value} failed requests`;
    case 'backendCallsPer100':
      return `${value} backend calls per 100 requests`;
    case 'gatewayCpu':
      return `${value} of gateway CPU a request`;
    case 'staleReads':
      return `${value} of its reads stale`;
    case 'costPerMillion':
      return `a cost of ${value} for a million requests`;
  }
}

function nameOf(metric: SpokenMetric, result: Result): string {
  switch (metric) {
    case 'requestsPerSecond':
      return 'requests per second';
    case 'p50':
      return `median ${latencyWord(result)}`;
    case 'p99':
      return `99th percentile ${latencyWord(result)}`;
    case 'failures':
      return 'the share of failed requests';
    case 'backendCallsPer100':
      return 'backend calls per 100 requests';
    case 'gatewayCpu':
      return 'gateway CPU per request';
    case 'staleReads':
      return 'the share of stale reads';
    case 'costPerMillion':
      return 'the cost of a million requests';
  }
}

function marginInWords(metric: SpokenMetric): string {
  const { margin } = scaleOf(metric);
  if (metric === 'backendCallsPer100') return margin === 1 ? 'one call' : `${margin} calls`;
  return metric === 'staleReads' || metric === 'failures'
    ? `${100 * margin} percentage points`
    : formatShare(margin);
}

function bracketed(interval: Interval | undefined): string {
  return interval === undefined ? '' : ` (95 % interval ${intervalInWords(interval, formatFactor)}×)`;
}
