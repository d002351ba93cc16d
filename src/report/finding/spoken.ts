import type { Result } from '../../results/result.ts';
import { compareStrategies } from '../model/comparisons.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { noteworthyFailureRatio } from './conditions.ts';
import { headlineOf } from './headline.ts';
import type { Compared, SpokenMetric } from './phrases.ts';

/** A strategy against the baseline, in all that sentences speak of and both have. */
export function comparedWithBaseline({ result, strategies }: RunModel, other: StrategyModel): Compared[] {
  const [reference] = strategies;
  if (reference === undefined) return [];
  return spokenMetrics(result).flatMap((metric) => {
    const comparison = other.comparisons[metric];
    return comparison === undefined || comparison.estimate.n === 0
      ? []
      : [{ metric, reference, other, comparison, result }];
  });
}

/** The same of any two, as the two best; what counts as different allows for all that there are to choose from. */
export function comparedBetween(model: RunModel, reference: StrategyModel, other: StrategyModel): Compared[] {
  const others = measuredStrategies(model).filter((strategy) => strategy !== reference);
  const compared = compareStrategies(reference, others);
  return spokenMetrics(model.result).flatMap((metric) => {
    const comparison = compared[metric][others.indexOf(other)];
    return comparison === undefined || comparison.estimate.n === 0
      ? []
      : [{ metric, reference, other, comparison, result: model.result }];
  });
}

function spokenMetrics(result: Result): SpokenMetric[] {
  const headline = headlineOf(result);
  const rest = [
    'p99',
    'failures',
    'gatewayCpu',
    'backendCallsPer100',
    'staleReads',
    'costPerMillion',
  ] as const;
  return headline === 'p50' ? ['p50', ...rest] : ['requestsPerSecond', 'p50', ...rest];
}

/** Those better than the baseline first, then those not told apart from it, then the worse. */
export function ranked(model: RunModel): StrategyModel[] {
  const [baseline] = model.strategies;
  const headline = headlineOf(model.result);
  const order = { better: 0, equivalent: 1, 'cannot tell': 1, worse: 2 };
  const placeOf = ({ comparisons }: StrategyModel) => order[comparisons[headline]?.verdict ?? 'cannot tell'];
  const ratioOf = ({ comparisons }: StrategyModel) => {
    const value = comparisons[headline]?.estimate.value ?? Number.NaN;
    const goodness = headline === 'p50' ? 1 / value : value;
    return Number.isNaN(goodness) ? 0 : goodness;
  };
  return measuredStrategies(model)
    .filter((strategy) => strategy !== baseline)
    .sort((one, other) => placeOf(one) - placeOf(other) || ratioOf(other) - ratioOf(one));
}

export function isTold({ comparison }: Compared): boolean {
  return comparison.verdict !== 'cannot tell';
}

/** Gateways in the same mode do the same work, so how much CPU it takes tells one build or setting from another. */
export function isSameWork({ reference, other }: Compared): boolean {
  return reference.mode === other.mode;
}

export function isFailing({ reference, other }: Compared): boolean {
  return [reference, other].some(({ estimates }) => estimates.failures.value >= noteworthyFailureRatio);
}
