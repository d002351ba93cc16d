import type { TrialFigures } from '../../results/figures.ts';
import { type Difference, differenceOf } from '../../stats/difference.ts';
import { pairedRatio } from '../../stats/paired-ratio.ts';
import { type Summary, summarise } from '../../stats/summary.ts';
import type { StrategyModel } from './run-model.ts';

/** Picks one figure of a trial; undefined or NaN where the trial has none. */
export type PickFigure = (figures: TrialFigures) => number | undefined;

/** A figure of one strategy over its trials. */
export function summariseFigure({ trials }: StrategyModel, pick: PickFigure): Summary | undefined {
  return summarise(trials.map(({ figures }) => pick(figures) ?? Number.NaN));
}

/** A figure of two strategies, over the repetitions in which both have it. */
export interface FigureComparison {
  /** The other's value as a multiple of the baseline's. */
  readonly ratio: Summary;
  readonly difference: Difference;
  readonly baseline: Summary;
  readonly other: Summary;
}

/** Undefined where no repetition has the figure of both. */
export function compareFigure(
  baseline: StrategyModel,
  other: StrategyModel,
  pick: PickFigure,
): FigureComparison | undefined {
  const [before, after] = [byRepetition(baseline, pick), byRepetition(other, pick)];
  // Over shared repetitions only, or the medians could contradict the ratios.
  const shared = [...after.keys()].filter((repetition) => before.has(repetition));
  const overShared = (values: ReadonlyMap<number, number>): Summary | undefined =>
    summarise(shared.map((repetition) => values.get(repetition) ?? Number.NaN));
  const [ratio, baselineValues, otherValues] = [
    pairedRatio(before, after),
    overShared(before),
    overShared(after),
  ];
  if (ratio === undefined || baselineValues === undefined || otherValues === undefined) return undefined;
  return {
    ratio,
    difference: differenceOf(baselineValues, otherValues),
    baseline: baselineValues,
    other: otherValues,
  };
}

function byRepetition({ trials }: StrategyModel, pick: PickFigure): Map<number, number> {
  return new Map(
    trials.flatMap(({ repetition, figures }) => {
      const value = pick(figures);
      return value === undefined || Number.isNaN(value) ? [] : [[repetition, value] as const];
    }),
  );
}
