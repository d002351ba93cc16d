import { type ByRepetition, pairedBy } from './by-repetition.ts';
import type { Interval } from './interval.ts';
import { intervalOfMeans, type Resampling } from './studentised-bootstrap.ts';

/** What a few trials say of a figure. Values that are not numbers (NaN) count as absent. */
export interface Estimate {
  /** How many values, or pairs of values; of two unpaired samples, the smaller number. */
  readonly n: number;
  /** NaN where there are none. */
  readonly value: number;
  /** 95 %. Undefined where there are fewer than two values, or where one of them is infinite. */
  readonly interval: Interval | undefined;
}

/** The mean, of what is added: shares, counts. */
export function estimateMean(values: readonly number[], resampling?: Resampling): Estimate {
  return estimateOf([present(values)], resampling);
}

/**
 * The geometric mean, of what is multiplied: durations and rates, which vary by factors. Where a value is 0, so is the mean,
 * and there is no interval; none may be negative.
 */
export function estimateGeometricMean(values: readonly number[], resampling?: Resampling): Estimate {
  return exponential(estimateOf([present(values).map(Math.log)], resampling));
}

/**
 * How many times the baseline's value the other's is: the geometric mean of the ratios within repetitions. The two values of a
 * repetition were measured close together under the same stream of requests, so what changes slowly on a machine cancels out.
 * Two zeros are alike, so their ratio is 1; something to nothing is infinite.
 */
export function estimatePairedRatio(
  baseline: ByRepetition,
  other: ByRepetition,
  resampling?: Resampling,
): Estimate {
  return exponential(estimateOf([[...pairedLogRatios(baseline, other).values()]], resampling));
}

/** The ratio of the geometric means of two samples that have nothing to do with each other, as two runs. */
export function estimateRatio(
  baseline: readonly number[],
  other: readonly number[],
  resampling?: Resampling,
): Estimate {
  const [before, after] = [present(baseline).map(Math.log), present(other).map(Math.log)];
  // The logarithm of nothing is as far down on both sides.
  const bothNothing = [...before, ...after].every((value) => value === Number.NEGATIVE_INFINITY);
  if (bothNothing && before.length > 0 && after.length > 0) {
    return exponential(estimateOf([before.map(() => 0), after.map(() => 0)], resampling));
  }
  return exponential(estimateOf([before.map((value) => -value), after], resampling));
}

/** How much more the other's value is than the baseline's: the mean of the differences within repetitions. For shares, which may be 0. */
export function estimatePairedDifference(
  baseline: ByRepetition,
  other: ByRepetition,
  resampling?: Resampling,
): Estimate {
  return estimateOf([[...pairedDifferences(baseline, other).values()]], resampling);
}

/** The difference of the means of two samples that have nothing to do with each other. */
export function estimateDifference(
  baseline: readonly number[],
  other: readonly number[],
  resampling?: Resampling,
): Estimate {
  return estimateOf([present(baseline).map((value) => -value), present(other)], resampling);
}

/** The logarithms of the ratios within repetitions, 0 where two values are alike, be they nothing. */
export function pairedLogRatios(baseline: ByRepetition, other: ByRepetition): ByRepetition {
  return pairedBy(baseline, other, (before, after) => (before === after ? 0 : Math.log(after / before)));
}

export function pairedDifferences(baseline: ByRepetition, other: ByRepetition): ByRepetition {
  return pairedBy(baseline, other, (before, after) => after - before);
}

/** Of the sum of the samples' means. */
function estimateOf(samples: readonly (readonly number[])[], resampling: Resampling | undefined): Estimate {
  return {
    n: Math.min(...samples.map(({ length }) => length)),
    value: samples.reduce((sum, values) => sum + mean(values), 0),
    interval: intervalOfMeans(samples, resampling),
  };
}

function exponential({ n, value, interval }: Estimate): Estimate {
  return {
    n,
    value: Math.exp(value),
    interval: interval && { low: Math.exp(interval.low), high: Math.exp(interval.high) },
  };
}

/** NaN where there is nothing. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function present(values: readonly number[]): number[] {
  return values.filter((value) => !Number.isNaN(value));
}
