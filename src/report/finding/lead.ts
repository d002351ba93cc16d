import { fewestBlocks } from '../../stats/fewest-blocks.ts';
import { formatFactor } from '../../support/units.ts';
import { boundInWords } from '../expectation-in-words.ts';
import { formatterOf } from '../metric-words.ts';
import { judgeExpectations } from '../model/expectations.ts';
import type { RunModel, StrategyModel } from '../model/run-model.ts';
import { counted, intervalInWords, listInWords, nameInWords, someInWords } from '../wording.ts';
import { headlineOf } from './headline.ts';
import { type Compared, figurePhrase, inWords, leadingPhrase, ratePhrase, untoldPhrase } from './phrases.ts';
import { comparedBetween, comparedWithBaseline, isFailing, isSameWork, isTold, ranked } from './spoken.ts';

/** What sets the best strategy apart from the baseline and from the next best, and what speaks against it: sentences without their full stops. */
export function leadSentences(model: RunModel): string[] {
  const [baseline] = model.strategies;
  const [best, next] = ranked(model);
  if (baseline === undefined || best === undefined) return [];
  const compared = comparedWithBaseline(model, best);
  const headline = compared.find(({ metric }) => metric === headlineOf(model.result));
  const [name, reference] = [nameInWords(best.name), nameInWords(baseline.name)];
  if (headline === undefined) return [`${name} and ${reference} have no repetition in common to compare`];
  const others = ranked(model).length;
  const missed = missedSentence(model, best);
  if (headline.comparison.estimate.n < fewestBlocks(others))
    return [tooFewSentence(headline, others), ...staleSentence(compared), ...missed];
  const none =
    others > 1 && headline.comparison.verdict !== 'better'
      ? [`No strategy is shown to be faster than ${reference}`]
      : [];
  if (!isTold(headline)) return [...none, ...untoldSentences(headline, compared), ...missed];
  return [...none, ...toldSentences(model, headline, compared, next), ...missed];
}

function untoldSentences(headline: Compared, compared: readonly Compared[]): string[] {
  const [name, reference] = [headline.other, headline.reference].map((each) => nameInWords(each.name));
  const blocks = counted(headline.comparison.estimate.n, 'block');
  const differing = compared.filter((each) => isWorthAWord(each) && sideOf(each) !== undefined);
  const had = differing.length === 0 ? '' : `; ${name} had ${listInWords(differing.map(figurePhrase))}`;
  return [
    `${name} and ${reference} cannot be told apart yet after ${blocks}: ${untoldPhrase(headline)}${had}`,
  ];
}

function toldSentences(
  model: RunModel,
  headline: Compared,
  compared: readonly Compared[],
  next: StrategyModel | undefined,
): string[] {
  const name = nameInWords(headline.other.name);
  const rest = compared.filter((each) => each !== headline && isWorthAWord(each));
  // Beside figures that are alike, better ones are what speaks for a strategy.
  const side = headline.comparison.verdict === 'worse' ? 'worse' : 'better';
  const alike = rest.filter((each) => sideOf(each) === side && !follows(each, headline)).map(figurePhrase);
  const against = rest.filter((each) => contradicts(each, side)).map(figurePhrase);
  const tail = rest.find((each) => each.metric === 'p99' && !isTold(each));
  const blocks = counted(headline.comparison.estimate.n, 'block');
  const { inPassing, apart } = besideNext(model, headline, next);
  const leading =
    headline.metric === 'p50' ? `had ${leadingPhrase(headline)}` : `answered ${ratePhrase(headline)}`;
  return [
    `${name} ${leading}${inPassing}${alike.length === 0 ? '' : `, with ${listInWords(alike)}`}, over ${blocks}`,
    ...apart,
    ...(against.length === 0 ? [] : [`But it had ${listInWords(against)}`]),
    ...(tail === undefined ? [] : [`Not told apart yet: ${untoldPhrase(tail)}`]),
  ];
}

/** What the best is to the next that is better than the baseline too. */
function besideNext(
  model: RunModel,
  headline: Compared,
  next: StrategyModel | undefined,
): { readonly inPassing: string; readonly apart: readonly string[] } {
  const isRival = next?.comparisons[headline.metric]?.verdict === 'better';
  const rivals =
    next !== undefined && isRival && headline.comparison.verdict === 'better'
      ? comparedBetween(model, next, headline.other)
      : [];
  const rival = rivals.find(({ metric }) => metric === headline.metric);
  if (rival === undefined) return { inPassing: '', apart: [] };
  const { estimate, verdict } = rival.comparison;
  const name = nameInWords(rival.reference.name);
  const span = estimate.interval ? ` (${intervalInWords(estimate.interval, formatFactor)}×)` : '';
  if (verdict === 'better') {
    const than = headline.metric === 'p50' ? `that of ${name}` : `as many as ${name}`;
    return { inPassing: ` and ${formatFactor(estimate.value)}× ${than}${span}`, apart: [] };
  }
  const how = verdict === 'equivalent' ? 'are equivalent' : 'cannot be told apart';
  return { inPassing: '', apart: [`${nameInWords(headline.other.name)} and ${name} ${how} in this${span}`] };
}

/** Whether a figure speaks for the strategy or against it; undefined where it does neither. What was stale is counted, not estimated. */
function sideOf({ metric, comparison, reference, other }: Compared): 'better' | 'worse' | undefined {
  if (metric === 'staleReads') {
    const [before, after] = [reference, other].map(({ estimates }) => estimates.staleReads.value);
    return before === after ? undefined : (after ?? 0) > (before ?? 0) ? 'worse' : 'better';
  }
  return comparison.verdict === 'better' || comparison.verdict === 'worse' ? comparison.verdict : undefined;
}

/** Where throughput leads, the tail follows; and what costs less needs no word of warning. */
function follows({ metric }: Compared, headline: Compared): boolean {
  return metric === 'costPerMillion' || (metric === 'p99' && headline.metric !== 'p50');
}

/** Against a better strategy speak what is worse, and a tail that is no better; against a worse one what is better. */
function contradicts(compared: Compared, side: 'better' | 'worse'): boolean {
  if (compared.metric === 'p99' && compared.comparison.verdict === 'equivalent') return true;
  // Failures in numbers have a sentence of their own.
  if (compared.metric === 'failures' && side === 'better') return false;
  const own = sideOf(compared);
  return own !== undefined && own !== side;
}

function isWorthAWord(compared: Compared): boolean {
  if (compared.metric === 'gatewayCpu') return isSameWork(compared);
  if (compared.metric === 'failures') return isFailing(compared);
  return true;
}

function staleSentence(compared: readonly Compared[]): string[] {
  const stale = compared.filter((each) => each.metric === 'staleReads' && sideOf(each) === 'worse');
  return stale.map((each) => `${nameInWords(each.other.name)} had ${figurePhrase(each)}`);
}

/** Bounds that the scenario expects of the strategy and that it misses. */
function missedSentence({ result }: RunModel, { name }: StrategyModel): string[] {
  const missed = judgeExpectations(result).filter(
    ({ expectation, outcome }) => expectation.strategy === name && outcome === 'fail',
  );
  if (missed.length === 0) return [];
  const bounds = missed.map(({ expectation }) => boundInWords(expectation, result));
  return [`${nameInWords(name)} misses what the scenario expects of it: ${someInWords(bounds, 3)}`];
}

/** Says what was seen, and that it proves nothing. */
function tooFewSentence({ reference, other, comparison, result, metric }: Compared, others: number): string {
  const spoken = metric === 'p50' ? (['p50', 'p99'] as const) : (['requestsPerSecond', 'p50'] as const);
  const seen = spoken.flatMap((each) => {
    const format = formatterOf(each, result);
    const [after, before] = [other, reference].map(({ estimates }) => estimates[each]);
    if (after === undefined || before === undefined || after.n === 0 || before.n === 0) return [];
    return [`${inWords(each, format(after.value), result)} against ${format(before.value)}`];
  });
  return (
    `${nameInWords(other.name)} showed ${listInWords(seen)} of ${nameInWords(reference.name)}, but ${counted(comparison.estimate.n, 'block')} ` +
    `cannot tell a difference from chance: that takes ${fewestBlocks(others)}`
  );
}
