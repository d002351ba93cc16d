import type { Result } from '../../results/result.ts';
import { fewestBlocks } from '../../stats/fewest-blocks.ts';
import { formatterOf } from '../metric-words.ts';
import { compareStrategies } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { counted, listInWords, nameInWords } from '../wording.ts';
import { noteworthyFailureRatio } from './conditions.ts';
import {
  type Compared,
  figurePhrase,
  inWords,
  leadingPhrase,
  ratePhrase,
  type SpokenMetric,
  untoldPhrase,
} from './phrases.ts';

/** What a run is about: throughput where clients wait for answers before they ask again, else how long they wait. */
export function headlineOf({ scenario: { load } }: Result): 'requestsPerSecond' | 'p50' {
  return load.kind === 'open' ? 'p50' : 'requestsPerSecond';
}

/** What sets one strategy apart from the baseline, in one sentence without its full stop. */
export function comparisonWithBaseline(model: RunModel, other: StrategyModel): string {
  const { result, strategies } = model;
  const [baseline] = strategies;
  if (baseline === undefined) return '';
  return sentence(
    result,
    measuredStrategies(model).filter((strategy) => strategy !== baseline).length,
    spokenMetrics(result).flatMap((metric) => {
      const comparison = other.comparisons[metric];
      return comparison === undefined ? [] : [{ metric, reference: baseline, other, comparison, result }];
    }),
  );
}

/** The same of any two, as the two best, undefined where too few blocks could tell; what counts as different allows for all that there are to choose from. */
export function comparisonBetween(
  model: RunModel,
  reference: StrategyModel,
  other: StrategyModel,
): string | undefined {
  const { result } = model;
  const others = measuredStrategies(model).filter((strategy) => strategy !== reference);
  const compared = compareStrategies(reference, others);
  const rate = compared[headlineOf(result)][others.indexOf(other)];
  if (rate === undefined || rate.estimate.n < fewestBlocks(others.length)) return undefined;
  return sentence(
    result,
    others.length,
    spokenMetrics(result).flatMap((metric) => {
      const comparison = compared[metric][others.indexOf(other)];
      return comparison === undefined ? [] : [{ metric, reference, other, comparison, result }];
    }),
  );
}

function spokenMetrics(result: Result): SpokenMetric[] {
  const headline = headlineOf(result);
  return headline === 'p50'
    ? ['p50', 'p99', 'failures', 'gatewayCpu', 'backendCallsPer100', 'staleReads']
    : ['requestsPerSecond', 'p50', 'p99', 'failures', 'gatewayCpu', 'backendCallsPer100', 'staleReads'];
}

function sentence(result: Result, comparisons: number, all: readonly Compared[]): string {
  const [headline, ...rest] = all.filter(({ comparison }) => comparison.estimate.n > 0);
  const [first] = all;
  if (first === undefined) return '';
  const [name, reference] = [nameInWords(first.other.name), nameInWords(first.reference.name)];
  if (headline === undefined || headline.metric !== headlineOf(result))
    return `${name} and ${reference} have no repetition in common to compare`;
  const blocks = counted(headline.comparison.estimate.n, 'block');
  if (headline.comparison.estimate.n < fewestBlocks(comparisons))
    return tooFewSentence(headline, comparisons);
  const spoken = [headline, ...rest.filter((compared) => isWorthAWord(compared, headline))];
  const told = spoken.filter(isTold);
  const untold = spoken.filter((compared) => !isTold(compared)).map(untoldPhrase);
  if (told.length === 0)
    return `${name} and ${reference} cannot be told apart yet after ${blocks}: ${listInWords(untold)}`;
  if (!isTold(headline))
    return `${name} and ${reference} cannot be told apart yet after ${blocks}: ${listInWords(untold)}; ${name} had ${listInWords(told.map(figurePhrase))}`;
  const open = untold.length === 0 ? '' : `; not told apart yet: ${listInWords(untold)}`;
  return `${verbPhrase(name, told)}, over ${blocks}${open}`;
}

/** `memory answered 12.3× as many requests …, with a median latency of …` or `memory had a median response time of …`. */
function verbPhrase(name: string, [first, ...rest]: readonly Compared[]): string {
  if (first === undefined) return name;
  const others = listInWords(rest.map(figurePhrase));
  if (first.metric === 'requestsPerSecond')
    return `${name} answered ${ratePhrase(first)}${others === '' ? '' : `, with ${others}`}`;
  return `${name} had ${listInWords([leadingPhrase(first), ...rest.map(figurePhrase)])}`;
}

function isTold({ comparison }: Compared): boolean {
  return comparison.verdict !== 'cannot tell';
}

/** Gateways in the same mode do the same work, so how much CPU it takes tells one build or setting from another. */
function isSameWork({ reference, other }: Compared): boolean {
  return reference.mode === other.mode;
}

function isFailing({ reference, other }: Compared): boolean {
  return [reference, other].some(({ estimates }) => estimates.failures.value >= noteworthyFailureRatio);
}

/** After throughput, the tail is worth a word only where it does not follow: a faster strategy whose slowest answers are no faster. */
function isWorthAWord(compared: Compared, headline: Compared): boolean {
  const { metric, comparison } = compared;
  if (metric === 'gatewayCpu') return isSameWork(compared);
  if (metric === 'failures') return isFailing(compared);
  // Where nothing was stale, nothing need be said.
  if (metric === 'staleReads')
    return [compared.reference, compared.other].some(({ estimates }) => estimates.staleReads.value > 0);
  if (metric !== 'p99' || headline.metric === 'p50') return true;
  return isTold(headline) && comparison.verdict !== headline.comparison.verdict;
}

/** Says what was seen, and that it proves nothing. */
function tooFewSentence(
  { reference, other, comparison, result, metric }: Compared,
  comparisons: number,
): string {
  const spoken = metric === 'p50' ? (['p50', 'p99'] as const) : (['requestsPerSecond', 'p50'] as const);
  const seen = spoken.flatMap((each) => {
    const format = formatterOf(each, result);
    const [after, before] = [other, reference].map(({ estimates }) => estimates[each]);
    if (after === undefined || before === undefined || after.n === 0 || before.n === 0) return [];
    return [`${inWords(each, format(after.value), result)} against ${format(before.value)}`];
  });
  return (
    `${nameInWords(other.name)} showed ${listInWords(seen)} of ${nameInWords(reference.name)}, but ${counted(comparison.estimate.n, 'block')} ` +
    `cannot tell a difference from chance: that takes ${fewestBlocks(comparisons)}`
  );
}
