import { fewestBlocks } from '../../stats/fewest-blocks.ts';
import { metricInWords } from '../metric-words.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { counted, listInWords, nameInWords, someInWords } from '../wording.ts';
import { noiseSentence } from './conditions.ts';
import type { Compared } from './phrases.ts';
import { comparedBetween, comparedWithBaseline, isFailing, isSameWork, isTold, ranked } from './spoken.ts';

/** Comparisons named of those that are not told apart. */
const mostNamed = 5;

/** What the run cannot tell: only what is true of this one, a sentence each. */
export function untoldSentences(model: RunModel): string[] {
  return [
    ...strategiesUntold(model),
    ...comparisonsUntold(model),
    ...noiseSentence(model).map((sentence) => `${sentence}.`),
    ...freshnessUntold(model),
    model.result.scenario.load.kind === 'open'
      ? 'What happens at other rates of arrival.'
      : 'What happens at a given rate of requests, which a closed loop does not set.',
    model.result.kind === 'simulated'
      ? 'Whether real gateways and backends would agree: gatebench run measures the gateways.'
      : 'Whether another machine, or real backends in place of the simulated ones, would agree.',
  ];
}

function strategiesUntold({ strategies }: RunModel): string[] {
  const unmeasured = strategies.filter(({ trials }) => trials.length === 0);
  const names = unmeasured.map(({ name }) => nameInWords(name));
  return names.length === 0 ? [] : [`How ${someInWords(names, mostNamed)} would have done: no valid trial.`];
}

function comparisonsUntold(model: RunModel): string[] {
  const strategies = ranked(model);
  const [best, next] = strategies;
  if (best === undefined || model.strategies[0]?.trials.length === 0) return [];
  const compared = [
    ...strategies.flatMap((strategy) => comparedWithBaseline(model, strategy)),
    ...(next === undefined ? [] : comparedBetween(model, next, best)),
  ].filter(isAsked);
  const fewest = fewestBlocks(measuredStrategies(model).length - 1);
  if (compared.length > 0 && compared.every(({ comparison }) => comparison.estimate.n < fewest)) {
    const blocks = Math.max(...compared.map(({ comparison }) => comparison.estimate.n));
    return [`Any difference from chance: it has ${counted(blocks, 'block')}, and that takes ${fewest}.`];
  }
  const untold = compared.filter((each) => !isTold(each));
  if (untold.length === 0) return [];
  const pairs = new Map<string, string[]>();
  for (const { metric, reference, other, result } of untold) {
    const pair = `${nameInWords(other.name)} and ${nameInWords(reference.name)}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), metricInWords(metric, result)]);
  }
  const named = [...pairs].map(([pair, metrics]) => `${pair} in ${listInWords(metrics)}`);
  return [`Not told apart: ${someInWords(named, mostNamed)}.`];
}

function isAsked(compared: Compared): boolean {
  if (compared.metric === 'gatewayCpu') return isSameWork(compared);
  if (compared.metric === 'failures') return isFailing(compared);
  if (compared.metric !== 'staleReads') return true;
  return [compared.reference, compared.other].some(({ estimates }) => estimates.staleReads.value > 0);
}

function freshnessUntold(model: RunModel): string[] {
  const measured = measuredStrategies(model);
  return measured.length > 0 && measured.every(({ staleness }) => staleness === undefined)
    ? ['How stale the answers were: versions were not told apart.']
    : [];
}
