import { fewestRepetitions } from '../../stats/difference.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import { compareFigure, type FigureComparison, type PickFigure } from '../model/figure-comparison.ts';
import type { StrategyModel } from '../model/run-model.ts';
import { nameInWords, rangeInWords } from '../wording.ts';

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
  name: '99th percentile latency',
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

/** What is to be said of one figure of two strategies, after its difference was established or was not. */
export interface FigurePhrase {
  readonly isApart: boolean;
  readonly text: string;
}

/**
 * `a median latency of 0.8 ms instead of 24.7 ms`, or for an unclear difference what `no clear difference in` may stand
 * before; undefined where one of the two strategies lacks the figure, or has it in too few repetitions.
 */
export function figurePhrase(
  baseline: StrategyModel,
  other: StrategyModel,
  words: FigureWords,
): FigurePhrase | undefined {
  const comparison = compareFigure(baseline, other, words.pick);
  if (comparison === undefined || comparison.ratio.n < fewestRepetitions) return undefined;
  const [before, after] = [words.format(comparison.baseline.median), words.format(comparison.other.median)];
  if (before === after)
    return { isApart: true, text: `${words.inWords(after)} like ${nameInWords(baseline.name)}` };
  return comparison.difference === 'unclear'
    ? { isApart: false, text: unclearPhrase(comparison, words) }
    : { isApart: true, text: `${words.inWords(after)} instead of ${before}` };
}

/** `median latency (1.61–3.52 ms against 1.90–6.10 ms, which overlap)`: by the rule, unclear ranges do. */
export function unclearPhrase(
  { baseline, other }: FigureComparison,
  { name, format }: Pick<FigureWords, 'name' | 'format'>,
): string {
  const [before, after] = [rangeInWords(baseline, format), rangeInWords(other, format)];
  return `${name} (${before === after ? `both ${after}` : `${after} against ${before}, which overlap`})`;
}

/** From this factor on, `2.3× as many` reads better than `130 % more`. */
const smallestFactorInWords = 1.5;

/** `12.3× as many requests per second as stateless (range 11.1–13.6× over 3 repetitions)`; for an established difference. */
export function ratePhrase({ ratio, difference, baseline }: FigureComparison, reference: string): string {
  if (baseline.median === 0) return `requests where ${reference} answered none`;
  const over = `over ${ratio.n} repetitions`;
  if (ratio.median >= smallestFactorInWords) {
    const range = rangeInWords(ratio, formatNumber);
    return `${formatNumber(ratio.median)}× as many requests per second as ${reference} (range ${range}× ${over})`;
  }
  // All ratios of an established difference lie on one side of 1, so one word fits them all.
  const percent = (factor: number): string => formatShare(Math.abs(factor - 1));
  const [least, most] = difference === 'higher' ? [ratio.min, ratio.max] : [ratio.max, ratio.min];
  const word = difference === 'higher' ? 'more' : 'fewer';
  return `${percent(ratio.median)} ${word} requests per second than ${reference} (range ${percent(least)} to ${percent(most)} ${over})`;
}
