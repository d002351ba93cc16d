import type { Trial, Warning } from '../results/result.ts';
import { fewestRepetitions } from '../stats/difference.ts';
import { mergeMessages } from './merge-messages.ts';
import { groupBy } from './model/group-by.ts';
import { measuredStrategies, type RunModel } from './model/run-model.ts';
import { listInWords, nameInWords, repetitionsInWords } from './wording.ts';

/** Something that a reader must know before believing a figure. */
export interface Notice {
  readonly title: string;
  readonly text: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** In order of weight: what is missing, what went wrong, what to be careful with. */
export function noticesOf(model: RunModel): Notice[] {
  const { result } = model;
  return [
    ...stateNotices(model),
    ...result.omitted.map(({ strategy, reason, hint }) => ({
      title: `${nameInWords(strategy)} was left out`,
      text: reason,
      hint,
    })),
    ...lostTrialNotices(result.trials),
    ...warningNotices(result.warnings),
    ...repetitionNotices(model),
  ];
}

function stateNotices({ result }: RunModel): Notice[] {
  switch (result.state) {
    case 'complete':
      return [];
    case 'interrupted':
      return [
        {
          title: 'The run was interrupted',
          text: 'What is shown was measured until then; the rest is missing.',
        },
      ];
    case 'running':
      return [
        {
          title: 'The run has not finished',
          text: 'It was still going on, or had died, when this page was made.',
        },
      ];
  }
}

/** Trials that are not among the figures, those with the same reason put together. */
function lostTrialNotices(trials: readonly Trial[]): Notice[] {
  const lost = trials.flatMap((trial) => {
    if (trial.state === 'valid') return [];
    const reason = trial.state === 'interrupted' ? 'It was stopped before its end.' : trial.reason;
    return [{ strategy: trial.strategy, repetition: trial.repetition, state: trial.state, reason }];
  });
  const groups = groupBy(lost, ({ strategy, state, reason }) => JSON.stringify([strategy, state, reason]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const place = `${nameInWords(first.strategy)}, ${repetitionsInWords(group.map(({ repetition }) => repetition))}`;
    return [
      { title: `Trial ${first.state}: ${place}`, text: `${first.reason} It is not among the figures.` },
    ];
  });
}

/** A warning that recurs is said once, with where it applies. */
function warningNotices(warnings: readonly Warning[]): Notice[] {
  const groups = groupBy(warnings, ({ code, strategy, hint }) => JSON.stringify([code, strategy, hint]));
  return [...groups.values()].map((group) => {
    const [first] = group;
    const repetitions = group.flatMap(({ repetition }) => repetition ?? []);
    const place = [
      ...(first?.strategy === undefined ? [] : [nameInWords(first.strategy)]),
      ...(repetitions.length === 0 ? [] : [repetitionsInWords(repetitions)]),
    ].join(', ');
    return {
      title: `Warning${place === '' ? '' : `: ${place}`}`,
      text: mergeMessages(group.map(({ repetition, message }) => ({ repetition, text: message }))),
      hint: first?.hint,
    };
  });
}

function repetitionNotices(model: RunModel): Notice[] {
  const few = measuredStrategies(model).filter(({ trials }) => trials.length < fewestRepetitions);
  if (few.length === 0) return [];
  return [
    {
      title: 'Too few repetitions to compare',
      text: `Of ${listInWords(few.map(({ name }) => nameInWords(name)))} there are fewer than ${fewestRepetitions} valid trials, so no difference from the others is stated.`,
      hint: `Measure ${fewestRepetitions} repetitions or more.`,
    },
  ];
}
