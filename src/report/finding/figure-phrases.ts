import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import { compareFigure, type FigureComparison, type PickFigure } from '../model/figure-comparison.ts';
import type { StrategyModel } from '../model/run-model.ts';
import { rangeInWords } from '../wording.ts';

export interface FigureWords {
  readonly name: string;
  readonly pick: PickFigure;
  readonly format: (value: number) => string;
  /** A value in words, as `a median latency of 24.7 ms`. */
  readonly inWords: (value: string) => string;
}

export const medianLatency: FigureWords = {
  name: 'median latency',
  pick: ({ p50Us }) => p50Us,
  format: formatDuration,
  inWords: (value) => `a median latency of ${value}`,
};

export const tailLatency: FigureWords = {
  name: '99th percentile',
  pick: ({ p99Us }) => p99Us,
  format: formatDuration,
  inWords: (value) => `a 99th percentile of ${value}`,
};

export const backendCalls: FigureWords = {
  name: 'backend calls per 100 requests',
  pick: ({ offload, completed }) => (completed === 0 ? undefined : 100 * (1 - offload)),
  format: formatNumber,
  inWords: (value) => `${value} backend calls per 100 requests`,
};

/**
 * `a median latency of 0.8 ms instead of 24.7 ms`, or that no difference was seen; undefined where one of the two
 * strategies lacks the figure.
 */
export function figurePhrase(
  baseline: StrategyModel,
  other: StrategyModel,
  { name, pick, format, inWords }: FigureWords,
): string | undefined {
  const comparison = compareFigure(baseline, other, pick);
  if (comparison === undefined) return undefined;
  const [before, after] = [format(comparison.baselineMedian), format(comparison.otherMedian)];
  if (before === after) return `the same ${name} (${after})`;
  return comparison.difference === 'unclear'
    ? `no clear difference in ${name} (${after} against ${before})`
    : `${inWords(after)} instead of ${before}`;
}

/** From this factor on, `2.3× as many` reads better than `130 % more`. */
const smallestFactorInWords = 1.5;

/** `12.3× as many requests per second as stateless (range 11.1–13.6× over 3 repetitions)`; for an established difference. */
export function ratePhrase(
  { ratio, difference, baselineMedian }: FigureComparison,
  baseline: string,
): string {
  if (baselineMedian === 0) return `requests where ${baseline} answered none`;
  const over = `over ${ratio.n} repetitions`;
  if (ratio.median >= smallestFactorInWords) {
    const range = rangeInWords(ratio, formatNumber);
    return `${formatNumber(ratio.median)}× as many requests per second as ${baseline} (range ${range}× ${over})`;
  }
  // All ratios of an established difference lie on one side of 1, so one word fits them all.
  const percent = (factor: number): string => formatShare(Math.abs(factor - 1));
  const [least, most] = difference === 'higher' ? [ratio.min, ratio.max] : [ratio.max, ratio.min];
  const word = difference === 'higher' ? 'more' : 'fewer';
  return `${percent(ratio.median)} ${word} requests per second than ${baseline} (range ${percent(least)} to ${percent(most)} ${over})`;
}
