import type { ComparisonModel } from '../../report/comparison/comparison-model.ts';
import { differenceInWords } from '../../report/comparison/differences.ts';
import type { RunComparison } from '../../report/comparison/run-comparison.ts';
import { runInWords } from '../../report/comparison/run-names.ts';
import { UsageError } from '../../support/errors.ts';

const mostDifferencesTold = 5;

/** @throws UsageError where two of the runs answer different questions, or none have a strategy in common */
export function refuseUnlike(model: ComparisonModel): void {
  const pairs = [...new Set([...model.steps, model.overall])];
  const unlike = pairs.find((pair) => pair.likeness.unlike.length > 0);
  if (unlike !== undefined) throw unlikeError(model, unlike);
  if (pairs.every(({ shared }) => shared.length === 0)) {
    throw new UsageError('The runs have no strategy in common.', {
      hint: 'Measure the same strategies in both.',
    });
  }
}

function unlikeError(
  model: ComparisonModel,
  { baseline, other, likeness: { unlike } }: RunComparison,
): UsageError {
  const told = unlike.slice(0, mostDifferencesTold).map((each) => `\n  ${differenceInWords(each)}`);
  const more = unlike.length - told.length;
  const runs =
    model.runs.length === 2 ? 'The runs' : `${runInWords(model, baseline)} and ${runInWords(model, other)}`;
  return new UsageError(
    `${runs} do not answer the same question:${told.join('')}${more > 0 ? `\n  and ${more} more` : ''}`,
    { hint: 'Compare them all the same with --anyway.' },
  );
}
