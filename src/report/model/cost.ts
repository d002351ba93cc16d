import {
  type BreakEven,
  breakEvenHitRatio,
  breakEvenLatency,
  breakEvenTraffic,
  type Contender,
} from '../../results/break-even.ts';
import { type Cost, costOf } from '../../results/cost.ts';
import { pricingOf, validMeasurements } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';

/** What a strategy costs, all valid trials together, and where it begins to pay. */
export interface CostModel {
  readonly cost: Cost;
  /** Against the baseline, at the strategy's own traffic; undefined for the baseline, and without one to compare with. */
  readonly breakEven: BreakEvenModel | undefined;
}

export interface BreakEvenModel {
  readonly traffic: BreakEven | undefined;
  readonly hitRatio: BreakEven | undefined;
  readonly latency: BreakEven | undefined;
}

/** By the strategy's name; empty without prices. */
export function costModels(result: Result): Map<string, CostModel> {
  const contenders = result.scenario.strategies.flatMap(({ name }) => {
    const pricing = pricingOf(result, name);
    const measurements = validMeasurements(result, name).map(({ measurement }) => measurement);
    return pricing === undefined ? [] : [{ name, contender: { ...pricing, measurements } }];
  });
  const baseline = contenders[0]?.contender;
  return new Map(
    contenders.flatMap(({ name, contender }) => {
      const cost = costOf(contender.measurements, contender);
      if (cost === undefined || baseline === undefined) return [];
      const breakEven = contender === baseline ? undefined : breakEvens(baseline, contender, cost);
      return [[name, { cost, breakEven }] as const];
    }),
  );
}

function breakEvens(baseline: Contender, other: Contender, { trafficPerSecond }: Cost): BreakEvenModel {
  return {
    traffic: breakEvenTraffic(baseline, other),
    hitRatio: breakEvenHitRatio(baseline, other, trafficPerSecond),
    latency: breakEvenLatency(baseline, other),
  };
}
