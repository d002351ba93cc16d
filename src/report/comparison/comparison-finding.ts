import { canEstablish, fewestTrials } from '../../stats/fewest-trials.ts';
import type { Finding } from '../finding/finding.ts';
import { metricInWords } from '../metric-words.ts';
import { groupBy } from '../model/group-by.ts';
import { counted, listInWords, nameInWords } from '../wording.ts';
import { toldChangeInWords } from './change-in-words.ts';
import type { ComparisonModel } from './comparison-model.ts';
import type { Change, RunComparison } from './run-comparison.ts';
import { runInWords } from './run-names.ts';

/** What became of the figures, in words with numbers; true of any runs, be nothing, everything or no one knows what changed. */
export function comparisonFindingOf(model: ComparisonModel): Finding {
  const { runs, overall, steps } = model;
  if (runs.length === 2) return { lead: sentenceOf(model, overall), details: uncomparedSentence(model) };
  const [latest, ...earlier] = steps.toReversed();
  const changing = earlier.filter(({ changes }) => changes.some(isTold)).toReversed();
  return {
    lead: sentenceOf(model, overall),
    details: [
      ...(latest === undefined ? [] : [`The last step: ${uncapitalised(sentenceOf(model, latest))}`]),
      ...changing.map(
        (step) => `At ${runInWords(model, step.other)}: ${uncapitalised(changesInWords(model, step) ?? '')}`,
      ),
      ...(changing.length === earlier.length ? [] : [quietSteps(earlier.length - changing.length)]),
      ...uncomparedSentence(model),
      `Each pair of runs is judged by itself: where nothing changes, up to one step in twenty seems to change something by chance.`,
    ],
  };
}

/** Strategies that are in only one of the two runs, or were measured in only one. */
function uncomparedSentence({ runs, strategies, overall: { changes } }: ComparisonModel): string[] {
  const missing = strategies.filter(({ name }) => changes.every(({ strategy }) => strategy !== name));
  if (missing.length === 0 || changes.length === 0) return [];
  const names = listInWords(missing.map(({ name }) => nameInWords(name)));
  const where = runs.length === 2 ? 'in both runs' : 'in both the first and the last run';
  return [`Left out of that: ${names}, of which there are no valid trials ${where}.`];
}

function quietSteps(count: number): string {
  return count === 1
    ? 'In one earlier step no change can be told.'
    : `In ${count} earlier steps no change can be told.`;
}

/** A change that was told, whichever way. */
export function isTold({ comparison: { verdict } }: Change): boolean {
  return verdict === 'better' || verdict === 'worse';
}

function sentenceOf(model: ComparisonModel, comparison: RunComparison): string {
  const { baseline, changes } = comparison;
  const since = `since ${runInWords(model, baseline)}`;
  if (changes.length === 0) return nothingSentence(comparison);
  const changed = changesInWords(model, comparison);
  const rest = restOf(changes);
  if (changed !== undefined) return rest === undefined ? changed : `${changed} ${rest}`;
  const same = changes.filter((change) => change.comparison.verdict === 'equivalent').length;
  const all = `${counted(changes.length, 'comparison')} of ${counted(strategiesIn(changes), 'strategy', 'strategies')}`;
  if (same === changes.length)
    return `Nothing that matters changed ${since}: all ${all} are the same within their margins.`;
  if (same === 0) return `What changed ${since} cannot be told: ${whyNot(comparison)}.`;
  return `No change ${since} can be told: of ${all}, ${same} ${same === 1 ? 'is' : 'are'} the same within their margins, and ${changes.length - same} cannot be told.`;
}

/** `Worse since …: …. Better: ….`; undefined where no change was told. */
function changesInWords(model: ComparisonModel, comparison: RunComparison): string | undefined {
  const since = `since ${runInWords(model, comparison.baseline)}`;
  const [worse, better] = (['worse', 'better'] as const).map((verdict) =>
    toldInWords(
      comparison,
      comparison.changes.filter((change) => change.comparison.verdict === verdict),
    ),
  );
  if (worse === undefined) return better === undefined ? undefined : `Better ${since}: ${better}.`;
  return `Worse ${since}: ${worse}.${better === undefined ? '' : ` Better: ${better}.`}`;
}

function nothingSentence({ baseline, other, shared }: RunComparison): string {
  return shared.length === 0
    ? `Nothing can be compared: ${baseline.runId} and ${other.runId} have no strategy in common.`
    : `Nothing can be compared: no strategy has valid trials in both ${baseline.runId} and ${other.runId}.`;
}

/** With more than these, the sentence would hide what it says. */
const mostTold = 6;

/** `memory – median latency 12 % longer (4.0 to 21 %), hit ratio …; redis – …`. */
function toldInWords({ other }: RunComparison, changes: readonly Change[]): string | undefined {
  if (changes.length === 0) return undefined;
  const shown = changes.slice(0, mostTold);
  const parts = [...groupBy(shown, ({ strategy }) => strategy)].map(([strategy, those]) => {
    const figures = those.map(
      ({ metric, comparison: { estimate } }) =>
        `${metricInWords(metric, other)} ${toldChangeInWords(metric, estimate)}`,
    );
    return `${nameInWords(strategy)} – ${figures.join(', ')}`;
  });
  const more = changes.length - shown.length;
  return `${parts.join('; ')}${more === 0 ? '' : `; and ${more} more, below`}`;
}

/** What is left when the changes have been told; undefined where nothing is. */
function restOf(changes: readonly Change[]): string | undefined {
  const rest = changes.filter((change) => !isTold(change));
  const same = rest.filter(({ comparison }) => comparison.verdict === 'equivalent').length;
  const untold = rest.length - same;
  if (rest.length === 0) return undefined;
  const parts = [
    ...(same === 0 ? [] : [`${same} ${same === 1 ? 'is' : 'are'} the same within their margins`]),
    ...(untold === 0 ? [] : [`${untold} cannot be told`]),
  ];
  return `Of ${counted(rest.length, 'other comparison')}, ${listInWords(parts)}.`;
}

/** Why nothing at all can be told. */
function whyNot({ baseline, other, changes, otherLoad }: RunComparison): string {
  const strategies = strategiesIn(changes);
  const [before, after] = [baseline, other].map(({ trials }) => mostValid(trials, changes)) as [
    number,
    number,
  ];
  if (!canEstablish(before, after, strategies)) {
    return `of ${counted(before, 'valid trial')} before and ${after} after, no change can be established, however large: with ${counted(strategies, 'strategy', 'strategies')} it takes ${fewestTrials(strategies)} in each run`;
  }
  if (otherLoad !== undefined)
    return 'other programs had more of the machine in one of the runs than in the other';
  return `in none of ${counted(changes.length, 'comparison')} is a difference established, and no interval lies within what is too little to matter`;
}

/** Of the strategy with the most, so that what they cannot establish none can. */
function mostValid(trials: RunComparison['baseline']['trials'], changes: readonly Change[]): number {
  const names = [...new Set(changes.map(({ strategy }) => strategy))];
  return Math.max(
    ...names.map(
      (name) => trials.filter(({ strategy, state }) => strategy === name && state === 'valid').length,
    ),
  );
}

function strategiesIn(changes: readonly Change[]): number {
  return new Set(changes.map(({ strategy }) => strategy)).size;
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
