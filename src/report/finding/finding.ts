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
  const lead = `${stateClause(model)}${first}`;
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

function nothingSentence({ result: { trials } }: RunModel): string {
  if (trials.length === 0) return 'No trial was measured, so nothing can be concluded';
  return `None of ${counted(trials.length, 'trial')} is valid, so nothing can be concluded`;
}

/** Stands before the lead where the run is not all that was planned, or not real. */
function stateClause({ result: { state, kind, trials, scenario, omitted } }: RunModel): string {
  const valid = trials.filter((trial) => trial.state === 'valid').length;
  const measurable = scenario.strategies.filter(
    ({ name }) =>
      trials.some(({ strategy }) => strategy === name) || omitted.every(({ strategy }) => strategy !== name),
  );
  const planned = measurable.length * scenario.repetitions;
  const progress = `${valid} of ${planned} trials`;
  const clauses = {
    complete: '',
    interrupted: `Interrupted after ${progress}: `,
    running: `Unfinished, with ${progress} so far: `,
  };
  return `${clauses[state]}${kind === 'simulated' ? 'In simulation: ' : ''}`;
}

function conditionsSentence({ result: { scenario } }: RunModel): string {
  return (
    `Measured in a closed loop of ${counted(scenario.connections, 'connection')}, each sending its next request when the last ` +
    'is answered: latency is service time, and whatever answers sooner is also asked more'
  );
}

function asSentence(text: string): string {
  return `${text}.`;
}
