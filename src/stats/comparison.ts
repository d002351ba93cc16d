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
import { permutationPs, signFlipPs } from './permutation.ts';
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

/** One figure of the baseline, and of each of the others in the same order for all figures. */
export interface PairedFigure {
  readonly baseline: ByRepetition;
  readonly others: readonly ByRepetition[];
  readonly scale: Scale;
}

/**
 * Each of the others against the baseline in every figure, over the repetitions that both have. A difference is claimed only
 * where an exact test and the interval both say so. The test's p-values are adjusted for the number of figures and, by Holm,
 * of others, so of equal things any is claimed anywhere with probability 5 % at most; that takes at least six shared
 * repetitions. Equivalence is claimed where the interval lies within the margin, and no difference is.
 *
 * @returns for each figure, the comparisons in the order of the others
 */
export function compareWithBaseline(
  figures: readonly PairedFigure[],
  resampling?: Resampling,
): Comparison[][] {
  const others = figures[0]?.others ?? [];
  const ps = others.map((_, place) => signFlipPs(aligned(figures.map((figure) => effects(figure, place)))));
  return figures.map(({ baseline, others, scale }, figure) => {
    const estimate = scale.scale === 'ratio' ? estimatePairedRatio : estimatePairedDifference;
    return judged(
      others.map((other, place) => ({
        estimate: estimate(baseline, other, resampling),
        p: ps[place]?.[figure] ?? 1,
      })),
      scale,
    );
  });
}

/** What tells the other from the baseline, by repetition: 0 is no effect. */
function effects({ baseline, others, scale }: PairedFigure, place: number): ByRepetition {
  const other = others[place] ?? new Map<number, number>();
  return scale.scale === 'ratio' ? pairedLogRatios(baseline, other) : pairedDifferences(baseline, other);
}

/** The same repetitions in the same order for all; NaN where one is lacking. */
function aligned(figures: readonly ByRepetition[]): number[][] {
  const repetitions = [...new Set(figures.flatMap((values) => [...values.keys()]))].sort((a, b) => a - b);
  return figures.map((values) => repetitions.map((repetition) => values.get(repetition) ?? Number.NaN));
}

/** One figure of strategies in two runs, in the same order for all figures; a value for each trial, NaN where it lacks the figure. */
export interface UnpairedFigure {
  readonly pairs: readonly (readonly [baseline: readonly number[], other: readonly number[]])[];
  readonly scale: Scale;
}

/**
 * The same strategies in two runs: each pair holds the trials of one strategy in the earlier and in the later run, which are
 * not paired by anything. Takes at least four trials in each to claim a difference.
 *
 * @returns for each figure, the comparisons in the order of the strategies
 */
export function compareRuns(figures: readonly UnpairedFigure[], resampling?: Resampling): Comparison[][] {
  const strategies = figures[0]?.pairs ?? [];
  const ps = strategies.map((_, place) => {
    const run = (side: 0 | 1) =>
      figures.map(({ pairs, scale }) => additive(pairs[place]?.[side] ?? [], scale));
    return permutationPs(run(0), run(1));
  });
  return figures.map(({ pairs, scale }, figure) => {
    const estimate = scale.scale === 'ratio' ? estimateRatio : estimateDifference;
    return judged(
      pairs.map(([baseline, other], place) => ({
        estimate: estimate(baseline, other, resampling),
        p: ps[place]?.[figure] ?? 1,
      })),
      scale,
    );
  });
}

/** On a scale on which differences are what counts. */
function additive(values: readonly number[], { scale }: Scale): readonly number[] {
  return scale === 'ratio' ? values.map(Math.log) : values;
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

/**
 * Between ratios a difference comes before equivalence: five per cent of a latency are a finding. A difference of shares or
 * counts that lies wholly within the margin is too little to matter, however certain it is.
 */
function verdictOf({ interval }: Estimate, pValue: number, { better, scale, margin }: Scale): Verdict {
  if (interval === undefined) return 'cannot tell';
  const [noEffect, least, most] =
    scale === 'ratio' ? [1, 1 / (1 + margin), 1 + margin] : [0, -margin, margin];
  const isWithin = interval.low >= least && interval.high <= most;
  if (isWithin && scale === 'difference') return 'equivalent';
  if (pValue <= significance && (interval.low > noEffect || interval.high < noEffect)) {
    return interval.low > noEffect === (better === 'higher') ? 'better' : 'worse';
  }
  return isWithin ? 'equivalent' : 'cannot tell';
}
