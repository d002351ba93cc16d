import type { Result } from '../../results/result.ts';
import type { Notice } from '../notices.ts';
import { counted, listInWords } from '../wording.ts';
import type { ComparedRun, ComparisonModel } from './comparison-model.ts';
import { type Difference, differenceInWords } from './differences.ts';
import { kindsInWords } from './kinds-in-words.ts';
import { otherLoadInWords } from './other-load.ts';
import type { RunComparison } from './run-comparison.ts';
import { runInWords } from './run-names.ts';

/** In order of weight: what makes the runs answer different questions, what they cannot tell, what is wrong with each. */
export function comparisonNoticesOf(model: ComparisonModel): Notice[] {
  const pairs = [...new Set([...model.steps, model.overall])];
  return [
    ...[kindsInWords(model) ?? []].flat(),
    ...pairs.flatMap((pair) => unlikeNotice(model, pair)),
    ...pairs.flatMap((pair) => loadNotice(model, pair)),
    ...model.steps.flatMap((step) => machineNotice(model, step)),
    ...model.steps.flatMap((step) => measuringNotice(model, step)),
    ...orderNotice(model),
    ...sameRunNotice(model),
    ...model.runs.flatMap(stateNotice),
    ...warningNotice(model),
  ];
}

const mostDifferencesTold = 5;

function unlikeNotice(
  model: ComparisonModel,
  { baseline, other, likeness: { unlike } }: RunComparison,
): Notice[] {
  if (unlike.length === 0) return [];
  return [
    {
      title: 'The runs do not answer the same question',
      text: `From ${runInWords(model, baseline)} to ${runInWords(model, other)} the scenario changed, so a change of a figure may be due to that: ${toldDifferences(unlike)}.`,
      hint: 'Take both with the same scenario and settings.',
    },
  ];
}

function loadNotice(model: ComparisonModel, { baseline, other, otherLoad }: RunComparison): Notice[] {
  if (otherLoad === undefined) return [];
  return [
    {
      title: 'Others had more of the machine in one of the runs',
      text: otherLoadInWords(otherLoad, [runInWords(model, baseline), runInWords(model, other)]),
      hint: 'Measure both again on a quiet machine.',
    },
  ];
}

/** What compares gatebench's own versions is not a fault of the comparison, but often its purpose. */
function machineNotice(model: ComparisonModel, { baseline, other, likeness }: RunComparison): Notice[] {
  const machine = likeness.environment.filter(({ path }) => !path.startsWith('gatebench.'));
  if (machine.length === 0) return [];
  return [
    {
      title: `The runs were ${baseline.kind} in different surroundings`,
      text: `From ${runInWords(model, baseline)} to ${runInWords(model, other)}: ${toldDifferences(machine)}. What that changes counts as a change too.`,
    },
  ];
}

function measuringNotice(model: ComparisonModel, { baseline, other, likeness }: RunComparison): Notice[] {
  if (likeness.measuring.length === 0) return [];
  return [
    {
      title: 'Not all was done in the same way',
      text: `From ${runInWords(model, baseline)} to ${runInWords(model, other)}: ${toldDifferences(likeness.measuring)}.`,
    },
  ];
}

function toldDifferences(differences: readonly Difference[]): string {
  const told = differences.slice(0, mostDifferencesTold).map(differenceInWords);
  const more = differences.length - told.length;
  return `${told.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
}

function orderNotice({ runs }: ComparisonModel): Notice[] {
  const isOrdered = runs.every(({ result }, place) => {
    const before = runs[place - 1];
    const isTimeless = [before?.result, result].some((each) => each?.kind === 'simulated');
    return before === undefined || isTimeless || before.result.startedAt <= result.startedAt;
  });
  if (isOrdered) return [];
  return [
    {
      title: 'The runs are not in the order of time',
      text: 'They are compared in the order in which they were given, so a change may lead from a later run to an earlier one.',
    },
  ];
}

function sameRunNotice({ runs }: ComparisonModel): Notice[] {
  const seen = new Map<string, ComparedRun>();
  return runs.flatMap((run) => {
    const key = identityOf(run.result);
    const twin = seen.get(key);
    seen.set(key, twin ?? run);
    if (twin === undefined) return [];
    return [
      {
        title: 'A run is compared with itself',
        text: `${twin.name} and ${run.name} are the same run, ${run.result.runId}.`.replace(/^r/, 'R'),
      },
    ];
  });
}

function identityOf({ runId, startedAt, finishedAt, scenario: { name } }: Result): string {
  return JSON.stringify([runId, startedAt, finishedAt, name]);
}

function stateNotice({ name, result: { runId, kind, state, protocol } }: ComparedRun): Notice[] {
  const [title] = [name.replace(/^r/, 'R')];
  const states = { complete: undefined, interrupted: 'was interrupted', running: 'has not finished' };
  return [
    ...(states[state] === undefined
      ? []
      : [
          {
            title: `${title} ${states[state]}`,
            text: `Of ${runId} there is only what was ${kind} by then.`,
          },
        ]),
    ...(protocol.quick
      ? [
          {
            title: `${title} was a quick look`,
            text: `${runId} was cut short (--quick), so its figures are for a look, not for a verdict.`,
          },
        ]
      : []),
  ];
}

/** They are said in full on the runs' own pages. */
function warningNotice({ runs }: ComparisonModel): Notice[] {
  const warned = runs.flatMap(({ name, result }) => {
    const count = warningsOf(result);
    return count === 0 ? [] : [`${name} has ${counted(count, 'warning')}`];
  });
  if (warned.length === 0) return [];
  return [
    {
      title: 'Some runs have warnings of their own',
      text: `${listInWords(warned).replace(/^r/, 'R')}: read them on the runs’ own pages before believing their figures.`,
    },
  ];
}

/** Kinds of warnings, each for a strategy, and trials that are not among the figures. */
function warningsOf({ warnings, trials }: Result): number {
  const kinds = new Set(warnings.map(({ code, strategy }) => JSON.stringify([code, strategy])));
  return kinds.size + trials.filter(({ state }) => state !== 'valid').length;
}
