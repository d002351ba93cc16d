import { formatterOf } from '../metric-words.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { counted, intervalInWords, nameInWords } from '../wording.ts';
import { comparisonBetween, comparisonWithBaseline, headlineOf } from './comparison-sentence.ts';
import { conditionsSentence, failureSentence, noiseSentence } from './conditions.ts';
import { inWords } from './phrases.ts';

/** What a run has found, in words with numbers; true of any Result, be it broken off, failed or without a winner. */
export interface Finding {
  /** The one sentence to take away (with what must be known beside it). */
  readonly lead: string;
  /** The remaining comparisons and the conditions they hold under, a sentence or two each. */
  readonly details: readonly string[];
  /** What `details` say, each under its name and with the part of the page that shows it; absent where they are plain sentences. */
  readonly aspects?: readonly Aspect[];
}

/** One side of the answer, as how stale it was. */
export interface Aspect {
  readonly label: string;
  /** A sentence or a few. */
  readonly text: string;
  /** The section of the page that shows it. */
  readonly anchor: string;
}

export function findingOf(model: RunModel): Finding {
  const measured = measuredStrategies(model);
  const [first, ...rest] = sentences(model, measured);
  const failures = failureSentence(measured);
  const lead = measured.length === 0 ? first : `${stateClause(model)}${first}`;
  const conditions = measured.length === 0 ? [] : [...noiseSentence(model), conditionsSentence(model)];
  return {
    lead: [failures, lead]
      .filter((sentence) => sentence !== undefined)
      .map(asSentence)
      .join(' '),
    details: [...rest, ...conditions].map(asSentence),
  };
}

function sentences(model: RunModel, measured: readonly StrategyModel[]): [string, ...string[]] {
  const baseline = model.strategies[0];
  const [only, another] = measured;
  if (only === undefined || baseline === undefined) return [nothingSentence(model)];
  if (another === undefined) return [`${aloneSentence(model, only)}; there is nothing to compare it with`];
  if (!measured.includes(baseline)) {
    const missing = `${nameInWords(baseline.name)}, the baseline, has no valid trial, so nothing is compared with it`;
    return [missing, ...measured.map((strategy) => aloneSentence(model, strategy))];
  }
  const ranked = rank(model, measured);
  const [lead = '', ...others] = ranked.map((strategy) => comparisonWithBaseline(model, strategy));
  const [best, next] = ranked;
  const runnerUp =
    best === undefined || next === undefined ? undefined : comparisonBetween(model, next, best);
  return [lead, ...others, ...(runnerUp === undefined ? [] : [runnerUp])];
}

/** Those better than the baseline first, then those not told apart from it, then the worse. */
function rank(
  { result, strategies: [baseline] }: RunModel,
  measured: readonly StrategyModel[],
): StrategyModel[] {
  const headline = headlineOf(result);
  const order = { better: 0, equivalent: 1, 'cannot tell': 1, worse: 2 };
  const placeOf = ({ comparisons }: StrategyModel) => order[comparisons[headline]?.verdict ?? 'cannot tell'];
  const ratioOf = ({ comparisons }: StrategyModel) => {
    const value = comparisons[headline]?.estimate.value ?? Number.NaN;
    const goodness = headline === 'p50' ? 1 / value : value;
    return Number.isNaN(goodness) ? 0 : goodness;
  };
  return measured
    .filter((strategy) => strategy !== baseline)
    .sort((one, other) => placeOf(one) - placeOf(other) || ratioOf(other) - ratioOf(one));
}

function aloneSentence({ result }: RunModel, strategy: StrategyModel): string {
  const [headline, second] =
    headlineOf(result) === 'p50' ? (['p50', 'p99'] as const) : (['requestsPerSecond', 'p50'] as const);
  const [leading, following] = [strategy.estimates[headline], strategy.estimates[second]];
  if (leading.n === 0) return `${nameInWords(strategy.name)} has no figures`;
  const format = formatterOf(headline, result);
  const spread =
    leading.interval === undefined
      ? ` in ${counted(leading.n, 'repetition')}`
      : ` (mean of ${counted(leading.n, 'repetition')}, 95 % interval ${intervalInWords(leading.interval, format)})`;
  const verb = headline === 'p50' ? 'had' : 'answered';
  const beside =
    following.n === 0 ? '' : ` with ${inWords(second, formatterOf(second, result)(following.value), result)}`;
  return `${nameInWords(strategy.name)} ${verb} ${inWords(headline, format(leading.value), result)}${spread}${beside}`;
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
  const blocks = Math.max(scenario.repetitions, ...trials.map(({ repetition }) => repetition));
  return measurable.length * blocks;
}

function asSentence(text: string): string {
  return `${text}.`;
}
