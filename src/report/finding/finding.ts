import { formatterOf } from '../metric-words.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { counted, intervalInWords, nameInWords } from '../wording.ts';
import { type Aspect, figureAspects, reachAspects } from './aspects.ts';
import { failureSentence, graveFailureRatio } from './conditions.ts';
import { headlineOf } from './headline.ts';
import { leadSentences } from './lead.ts';
import { inWords } from './phrases.ts';

/** What a run has found, in words with numbers; true of any Result, be it broken off, failed or without a winner. */
export interface Finding {
  /** The sentence or two to take away (with what must be known beside it). */
  readonly lead: string;
  /** What else there is to say that no table says, a sentence or a few each. */
  readonly details: readonly string[];
  /** All that there is to say beside the lead, each under its name and with the part of the page that shows it; absent: `details` are all. */
  readonly aspects?: readonly Aspect[];
}

export function findingOf(model: RunModel): Finding {
  const measured = measuredStrategies(model);
  const [first, ...rest] = sentences(model, measured);
  const failures = failureSentence(measured);
  // Where much of it failed, that is the first thing to know; else it qualifies the answer.
  const isGrave = measured.some(({ estimates }) => estimates.failures.value >= graveFailureRatio);
  const answer = [measured.length === 0 ? first : `${stateClause(model)}${first}`, ...rest];
  const lead = isGrave ? [failures, ...answer] : [...answer, failures];
  const reach = reachAspects(model);
  return {
    lead: lead.flatMap((sentence) => (sentence === undefined ? [] : [`${sentence}.`])).join(' '),
    details: reach.map(({ label, text }) => `${label}: ${text}`),
    aspects: [...figureAspects(model), ...reach],
  };
}

function sentences(model: RunModel, measured: readonly StrategyModel[]): [string, ...string[]] {
  const baseline = model.strategies[0];
  const [only, another] = measured;
  if (only === undefined || baseline === undefined) return [nothingSentence(model)];
  if (another === undefined) return [`${aloneSentence(model, only)}; there is nothing to compare it with`];
  if (!measured.includes(baseline))
    return [
      `${nameInWords(baseline.name)}, the baseline, has no valid trial, so nothing is compared with it`,
    ];
  const [first = '', ...rest] = leadSentences(model);
  return [first, ...rest];
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
    return `No trial was ${model.result.kind}, so nothing can be concluded`;
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
