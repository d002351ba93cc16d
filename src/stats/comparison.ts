import type { ByRepetition } from './by-repetition.ts';
import {
  type Estimate,
  estimateDifference,
  estimatePairedDifference,
  estimatePairedRatio,
  estimateRatio,
  pairedDifferences,
  pairedLogRatios,
} from './estimate.ts';
import { holmAdjusted } from './holm.ts';
import { permutationP, signFlipP } from './permutation.ts';
import type { Resampling } from './studentised-bootstrap.ts';

export type Verdict = 'better' | 'worse' | 'equivalent' | 'cannot tell';

/** How the values of a metric are to be compared. */
export interface Scale {
  /** Which way is good. */
  readonly better: 'higher' | 'lower';
  /** Ratios for what varies by factors, differences for shares, which may be 0. */
  readonly scale: 'ratio' | 'difference';
  /** What is too little to matter: 0.05 is 5 % either way on ratios; on differences it is in the metric's unit. */
  readonly margin: number;
}

export interface Comparison {
  /** Of the other's value against the baseline's: 1 is no effect on ratios, 0 on differences. */
  readonly estimate: Estimate;
  /** Adjusted by Holm for the number of others; 1 where nothing could be compared. */
  readonly pValue: number;
  readonly verdict: Verdict;
  readonly margin: number;
}

/** The largest adjusted p-value at which a difference is claimed. */
const significance = 0.05;

/**
 * Each of the others against the baseline, over the repetitions that both have. A difference is claimed only where an exact
 * test and the interval both say so, so of equal things any is claimed with probability 5 % at most; that takes at least six
 * shared repetitions. Equivalence is claimed where the interval lies within the margin, and no difference is.
 */
export function compareWithBaseline(
  baseline: ByRepetition,
  others: readonly ByRepetition[],
  scale: Scale,
  resampling?: Resampling,
): Comparison[] {
  const isRatio = scale.scale === 'ratio';
  return judged(
    others.map((other) => ({
      estimate: (isRatio ? estimatePairedRatio : estimatePairedDifference)(baseline, other, resampling),
      p: signFlipP((isRatio ? pairedLogRatios : pairedDifferences)(baseline, other)),
    })),
    scale,
  );
}

/**
 * The same strategies in two runs: each pair holds the trials of one strategy in the earlier and in the later run, which are
 * not paired by anything. Takes at least four trials in each to claim a difference.
 */
export function compareRuns(
  pairs: readonly (readonly [baseline: readonly number[], other: readonly number[]])[],
  scale: Scale,
  resampling?: Resampling,
): Comparison[] {
  const isRatio = scale.scale === 'ratio';
  return judged(
    pairs.map((pair) => {
      const [baseline, other] = pair.map((values) => values.filter((value) => !Number.isNaN(value))) as [
        number[],
        number[],
      ];
      return {
        estimate: (isRatio ? estimateRatio : estimateDifference)(baseline, other, resampling),
        p: isRatio
          ? permutationP(baseline.map(Math.log), other.map(Math.log))
          : permutationP(baseline, other),
      };
    }),
    scale,
  );
}

interface Unjudged {
  readonly estimate: Estimate;
  readonly p: number;
}

function judged(unjudged: readonly Unjudged[], scale: Scale): Comparison[] {
  const compared = unjudged.filter(({ estimate }) => estimate.n > 0);
  const adjusted = holmAdjusted(compared.map(({ p }) => p));
  return unjudged.map((each) => {
    const pValue = adjusted[compared.indexOf(each)] ?? 1;
    return {
      estimate: each.estimate,
      pValue,
      verdict: verdictOf(each.estimate, pValue, scale),
      margin: scale.margin,
    };
  });
}

function verdictOf({ interval }: Estimate, pValue: number, { better, scale, margin }: Scale): Verdict {
  if (interval === undefined) return 'cannot tell';
  const noEffect = scale === 'ratio' ? 1 : 0;
  if (pValue <= significance && (interval.low > noEffect || interval.high < noEffect)) {
    return interval.low > noEffect === (better === 'higher') ? 'better' : 'worse';
  }
  const [least, most] = scale === 'ratio' ? [1 / (1 + margin), 1 + margin] : [-margin, margin];
  return interval.low >= least && interval.high <= most ? 'equivalent' : 'cannot tell';
}
