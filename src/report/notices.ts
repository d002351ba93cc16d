import type { Trial, Warning } from '../results/result.ts';
import { fewestBlocks } from '../stats/fewest-blocks.ts';
import { mergeMessages, placesInWords, withoutNumbers } from './merge-messages.ts';
import { groupBy } from './model/group-by.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from './model/run-model.ts';
import { simulationInWords } from './simulation-in-words.ts';
import { capitalised, counted, nameInWords, someInWords } from './wording.ts';

/** Strategies named in one sentence. */
const mostNamed = 5;

/** Something that a reader must know before believing a figure. */
export interface Notice {
  readonly title: string;
  readonly text: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** In order of weight: what is missing, of it what a page leaves `unshown`, what went wrong, what to be careful with. */
export function noticesOf(model: RunModel, unshown: readonly Notice[] = []): Notice[] {
  const { result } = model;
  return [
    ...kindNotice(model),
    ...unshown,
    ...stateNotices(model),
    ...quickNotice(model),
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

function kindNotice({ result }: RunModel): Notice[] {
  if (result.kind === 'measured') return [];
  return [
    {
      title: 'Simulated, not measured',
      text: `Every figure was computed by a model: no gateway answered a request${result.simulation === undefined ? '' : `. ${capitalised(simulationInWords(result.simulation))}`}.`,
      hint: 'Measure with gatebench run before you decide by it.',
    },
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
          text: `What is shown was ${result.kind} until then; the rest is missing.`,
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

function quickNotice({ result: { protocol } }: RunModel): Notice[] {
  if (!protocol.quick) return [];
  return [
    {
      title: 'A quick look',
      text: 'Times and repetitions were cut short (--quick), so the figures are for a look, not for a verdict.',
      hint: 'Run it again without --quick before you decide by it.',
    },
  ];
}

/** Trials that are not among the figures, those put together whose reasons differ in nothing but numbers. */
function lostTrialNotices(trials: readonly Trial[]): Notice[] {
  const lost = trials.flatMap((trial) => {
    if (trial.state === 'valid') return [];
    const reason = trial.state === 'interrupted' ? 'It was stopped before its end.' : trial.reason;
    return [{ ...trial, reason, isReplaced: isReplaced(trial, trials) }];
  });
  const groups = groupBy(lost, ({ state, reason, isReplaced }) =>
    JSON.stringify([state, withoutNumbers(reason), isReplaced]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const state = { invalid: 'void', failed: 'failed', interrupted: 'interrupted' }[first.state];
    const count = group.length === 1 ? `Trial ${state}` : `${group.length} trials ${state}`;
    const them = group.length === 1 ? 'It' : 'They';
    const [was, is] = group.length === 1 ? ['was', 'is'] : ['were', 'are'];
    const then = first.isReplaced ? `${them} ${was} repeated, and ${is}` : `${them} ${is}`;
    const reasons = group.map(({ reason }, index) => ({ repetition: index, text: reason }));
    return [
      {
        title: `${count}: ${placesInWords(group)}`,
        text: `${mergeMessages(reasons)} ${then} not among the figures.`,
      },
    ];
  });
}

/** Whether another attempt of the same trial is among the figures. */
function isReplaced({ strategy, repetition }: Trial, trials: readonly Trial[]): boolean {
  return trials.some(
    (trial) => trial.state === 'valid' && trial.strategy === strategy && trial.repetition === repetition,
  );
}

/** What a warning is about, by its code (experiment/warn.ts); of others it is only said that they are warnings. */
const warningTitles: Readonly<Record<string, string>> = {
  'attempts-failed': 'No attempt gave figures',
  'backend-busy': 'A backend at its limit',
  'calibration-shipped': 'Service times of another machine',
  contended: 'The machine was shared',
  'load-generator-busy': 'The load generator at its limit',
  'network-busy': 'The simulated network at its limit',
  'no-steady-state': 'Figures had not settled',
  'redis-keys-left': 'Keys left in Redis',
  'requests-failed': 'Requests failed',
  'store-failed': 'The store failed',
  'trace-cut-off': 'The trace was cut off',
  'trace-lines-skipped': 'Lines of the trace passed over',
};

export function titleOfWarning(code: string | undefined): string {
  return warningTitles[code ?? ''] ?? 'Warning';
}

/** A warning that recurs is said once, with where it applies: of several strategies too, it is one thing to know. */
function warningNotices(warnings: readonly Warning[]): Notice[] {
  const groups = groupBy(warnings, ({ code, hint }) => JSON.stringify([code, hint]));
  return [...groups.values()].map((group) => {
    const [first] = group;
    const place = warnedPlaces(group);
    return {
      title: `${titleOfWarning(first?.code)}${place === '' ? '' : `: ${place}`}`,
      text: mergeMessages(
        group.map(({ strategy, repetition, message }) => ({ strategy, repetition, text: message })),
      ),
      hint: first?.hint,
    };
  });
}

/** As of lost trials; of several strategies with the number of trials, because their repetitions would be a list of lists. */
function warnedPlaces(group: readonly Warning[]): string {
  const places = group.map(({ strategy, repetition }) => ({ strategy, repetition }));
  const strategies = new Set(places.map(({ strategy }) => strategy));
  const trials = new Set(places.map((place) => JSON.stringify(place)));
  return `${placesInWords(places)}${strategies.size > 1 ? `, in ${counted(trials.size, 'trial')}` : ''}`;
}

/** Without enough blocks the exact test cannot come below 5 %, however far apart the figures are. */
function repetitionNotices(model: RunModel): Notice[] {
  const [baseline] = model.strategies;
  const measured = measuredStrategies(model);
  if (baseline === undefined) return [];
  const others = measured.filter((strategy) => strategy !== baseline);
  const needed = fewestBlocks(others.length);
  const few = others.filter((strategy) => blocksShared(baseline, strategy) < needed);
  if (few.length === 0) return [];
  return [
    {
      title: 'Too few repetitions for a verdict',
      text: `With ${counted(Math.max(...few.map((strategy) => blocksShared(baseline, strategy))), 'block')} of ${someInWords(
        few.map(({ name }) => nameInWords(name)),
        mostNamed,
      )} beside ${nameInWords(baseline.name)}, no difference can be established at 5 %, however large it is: the exact test of ${counted(others.length, 'comparison')} takes ${needed}.`,
      hint: `${model.result.kind === 'simulated' ? 'Simulate' : 'Measure'} ${needed} repetitions or more.`,
    },
  ];
}

function blocksShared(one: StrategyModel, other: StrategyModel): number {
  const repetitions = new Set(one.trials.map(({ repetition }) => repetition));
  return other.trials.filter(({ repetition }) => repetitions.has(repetition)).length;
}
