import { trialFigures } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';
import type { Estimate } from '../../stats/estimate.ts';
import type { Interval } from '../../stats/interval.ts';
import type { Expectation } from '../../support/metrics.ts';
import { estimateMetric, fewestAnswers } from './comparisons.ts';

export type Outcome = 'pass' | 'fail' | 'cannot tell';

/** A bound of the scenario, and whether the run kept it. */
export interface JudgedExpectation {
  readonly expectation: Expectation;
  readonly outcome: Outcome;
  /** Of the metric over the strategy's valid trials. */
  readonly estimate: Estimate;
  /** Why it cannot be told, a clause; undefined where it can. */
  readonly reason: string | undefined;
}

/** Each bound that the scenario expects, judged by the 95 % interval of its figure: one end of it decides, not the middle. */
export function judgeExpectations(result: Result): JudgedExpectation[] {
  return result.scenario.expect.map((expectation) => {
    const trials = trialFigures(result, expectation.strategy);
    const estimate = estimateMetric({ trials }, expectation.metric);
    const outcome = estimate.interval ? judge(estimate.interval, expectation) : 'cannot tell';
    const reason = outcome === 'cannot tell' ? reasonOf(expectation, estimate, result) : undefined;
    return { expectation, outcome, estimate, reason };
  });
}

/** `pass` where the whole interval keeps the bound, `fail` where none of it does. */
export function judge(
  { low, high }: Interval,
  { operator, value }: Pick<Expectation, 'operator' | 'value'>,
): Outcome {
  const keeps = (figure: number): boolean => {
    switch (operator) {
      case '<':
        return figure < value;
      case '<=':
        return figure <= value;
      case '>':
        return figure > value;
      case '>=':
        return figure >= value;
    }
  };
  if (keeps(low) && keeps(high)) return 'pass';
  return keeps(low) || keeps(high) ? 'cannot tell' : 'fail';
}

function reasonOf({ strategy, metric }: Expectation, { n, interval }: Estimate, result: Result): string {
  const omitted = result.omitted.find((each) => each.strategy === strategy);
  if (omitted !== undefined) return `it was not ${result.kind}`;
  const trials = trialFigures(result, strategy);
  if (trials.length === 0) return 'it has no valid trial';
  if (n === 0) {
    const fewest = fewestAnswers(metric);
    return trials.some(({ figures }) => figures.completed < fewest)
      ? `it takes ${fewest.toLocaleString('en-GB')} answers in a trial`
      : 'no trial has such a figure';
  }
  if (n === 1) return 'one trial has no interval';
  return interval === undefined ? 'a trial has none of it' : 'its interval holds the bound';
}
