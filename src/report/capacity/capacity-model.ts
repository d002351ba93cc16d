import type { Capacity, CapacityProbe, StrategyCapacity } from '../../results/capacity.ts';
import { median } from '../../stats/quantile.ts';
import type { MetricName } from '../../support/metrics.ts';
import { metricFormatter } from '../metric-words.ts';
import { type SeriesStyle, seriesStyles } from '../model/series-style.ts';
import { listInWords } from '../wording.ts';

/** What the page of a search for capacity draws on. */
export interface CapacityModel {
  readonly capacity: Capacity;
  readonly strategies: readonly (StrategyCapacity & { readonly style: SeriesStyle })[];
}

export type Bound = Capacity['objective'][number];

export function buildCapacityModel(capacity: Capacity): CapacityModel {
  const styles = seriesStyles(capacity.strategies);
  return {
    capacity,
    strategies: capacity.strategies.map((strategy, place) => ({
      ...strategy,
      style: styles[place] as SeriesStyle,
    })),
  };
}

/** `p99 < 50.0 ms and failures < 0.10 %`, by the names that the command line has for them. */
export function objectiveInWords({ objective }: Capacity): string {
  return listInWords(objective.map(boundInWords));
}

export function boundInWords({ metric, operator, value }: Bound): string {
  return `${metric} ${operator} ${metricFormatter(metric)(value)}`;
}

/** A rate at which a strategy was probed, however often. */
export interface ProbedRate {
  readonly perSecond: number;
  /** Of the probes that tested the system; undefined where none did. */
  readonly median: number | undefined;
}

/** Each rate once, rising, with the median of a figure over its probes. */
export function probedRates(probes: readonly CapacityProbe[], metric: MetricName): ProbedRate[] {
  const rates = [...new Set(probes.map(({ ratePerSecond }) => ratePerSecond))].sort(
    (one, other) => one - other,
  );
  return rates.map((perSecond) => {
    const figures = probes.flatMap(({ ratePerSecond, verdict, figures }) =>
      ratePerSecond === perSecond && verdict !== 'void' ? (figures[metric] ?? []) : [],
    );
    return { perSecond, median: figures.length === 0 ? undefined : median(figures) };
  });
}
