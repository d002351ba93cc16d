import { fewestRepetitions } from '../../stats/difference.ts';
import { formatDuration, formatNumber } from '../../support/units.ts';
import { compareFigure, type FigureComparison, summariseFigure } from '../model/figure-comparison.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { counted, nameInWords, rangeInWords } from '../wording.ts';
import { comparisonSentence, failureSentence, requestRate } from './comparison-sentence.ts';
import { medianLatency } from './figure-phrases.ts';

/** What a run has found, in words with numbers; true of any Result, be it broken off, failed or without a winner. */
export interface Finding {
  /** The one sentence to take away (with what must be known beside it). */
  readonly lead: string;
  /** The remaining comparisons and the conditions they hold under, a sentence or two each. */
  readonly details: readonly string[];
}

export function findingOf(model: RunModel): Finding {
  const measured = measuredStrategies(model);
  const [first, ...rest] = sentences(model, measured);
  const [failures, conditions] = [failureSentence(measured), conditionsSentence(model)];
  const lead = measured.length === 0 ? first : `${stateClause(model)}${first}`;
  return {
    lead: [failures, lead]
      .filter((sentence) => sentence !== undefined)
      .map(asSentence)
      .join(' '),
    details: [...rest, ...(measured.length === 0 ? [] : [conditions])].map(asSentence),
  };
}

function sentences(model: RunModel, measured: readonly StrategyModel[]): [string, ...string[]] {
  const baseline = model.strategies[0];
  const [only, another] = measured;
  if (only === undefined || baseline === undefined) return [nothingSentence(model)];
  if (another === undefined) return [`${aloneSentence(only)}; there is nothing to compare it with`];
  if (!measured.includes(baseline)) {
    const missing = `${nameInWords(baseline.name)}, the baseline, has no valid trial, so nothing is compared with it`;
    return [missing, ...measured.map(aloneSentence)];
  }
  const ranked = rank(baseline, measured);
  const [lead = '', ...others] = ranked.map(({ strategy }) => comparisonSentence(baseline, strategy));
  return [lead, ...others, ...runnerUpSentence(ranked.map(({ strategy }) => strategy))];
}

interface Ranked {
  readonly strategy: StrategyModel;
  readonly rate: FigureComparison | undefined;
}

/** Those that answered more than the baseline first, then the undecided, then those that answered less. */
function rank(baseline: StrategyModel, measured: readonly StrategyModel[]): Ranked[] {
  const order = { higher: 0, unclear: 1, lower: 2 };
  return measured
    .filter((strategy) => strategy !== baseline)
    .map((strategy) => ({ strategy, rate: compareFigure(baseline, strategy, requestRate) }))
    .sort(
      ({ rate: one }, { rate: other }) =>
        order[one?.difference ?? 'unclear'] - order[other?.difference ?? 'unclear'] ||
        (other?.ratio.median ?? 0) - (one?.ratio.median ?? 0),
    );
}

/** The two best against each other: the choice that is left when both beat the baseline. */
function runnerUpSentence([best, next]: readonly StrategyModel[]): string[] {
  if (best === undefined || next === undefined) return [];
  const rate = compareFigure(next, best, requestRate);
  return rate === undefined || rate.ratio.n < fewestRepetitions ? [] : [comparisonSentence(next, best)];
}

function aloneSentence(strategy: StrategyModel): string {
  const rate = summariseFigure(strategy, requestRate);
  const latency = summariseFigure(strategy, medianLatency.pick);
  if (rate === undefined) return `${nameInWords(strategy.name)} has no figures`;
  const spread =
    rate.n === 1
      ? ' in one repetition'
      : ` (median of ${counted(rate.n, 'repetition')}, range ${rangeInWords(rate, formatNumber)})`;
  const withLatency =
    latency === undefined ? '' : ` with a median latency of ${formatDuration(latency.median)}`;
  return `${nameInWords(strategy.name)} answered ${formatNumber(rate.median)} requests per second${spread}${withLatency}`;
}

/** Said of a run without a valid trial, however it ended. */
function nothingSentence(model: RunModel): string {
  const { state, trials } = model.result;
  if (state === 'complete' && trials.length === 0)
    return 'No trial was measured, so nothing can be concluded';
  const progress = `0 of ${counted(plannedTrials(model), 'trial')} valid`;
  const causes = {
    complete:
      trials.length === 1 ? 'The only trial is not valid' : `None of ${trials.length} trials is valid`,
    interrupted: `Interrupted with ${progress}`,
    running: `Unfinished, with ${progress} so far`,
  };
  return `${causes[state]}, so nothing can be concluded`;
}

/** Stands before the lead where the run is not all that was planned, or not real. */
function stateClause(model: RunModel): string {
  const { state, kind, trials } = model.result;
  const valid = trials.filter((trial) => trial.state === 'valid').length;
  const progress = `${valid} of ${counted(plannedTrials(model), 'trial')}`;
  const clauses = {
    complete: '',
    interrupted: `Interrupted after ${progress}: `,
    running: `Unfinished, with ${progress} so far: `,
  };
  return `${clauses[state]}${kind === 'simulated' ? 'In simulation: ' : ''}`;
}

/** Strategies that were left out have no trials to wait for. */
function plannedTrials({ result: { trials, scenario, omitted } }: RunModel): number {
  const measurable = scenario.strategies.filter(
    ({ name }) =>
      trials.some(({ strategy }) => strategy === name) || omitted.every(({ strategy }) => strategy !== name),
  );
  return measurable.length * scenario.repetitions;
}

function conditionsSentence({ result: { scenario } }: RunModel): string {
  const { connections } = scenario;
  return (
    `Measured in a closed loop of ${counted(connections, 'connection')}, ${connections === 1 ? 'which sends' : 'each sending'} its next ` +
    'request when the last is answered: latency is service time, and whatever answers sooner is also asked more'
  );
}

function asSentence(text: string): string {
  return `${text}.`;
}
