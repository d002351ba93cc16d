import { trialFigures } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';
import type { Estimate } from '../../stats/estimate.ts';
import type { MetricName } from '../../support/metrics.ts';
import type { LegendEntry } from '../charts/chart.ts';
import { estimateMetric, valuesOf } from '../model/comparisons.ts';
import { seriesStyles } from '../model/series-style.ts';
import { comparedMetrics, compareResults, type RunComparison } from './run-comparison.ts';

/** A run that is compared, and where its own page is. */
export interface RunSource {
  readonly result: Result;
  /** Relative to the page of the comparison; undefined where there is none to link to. */
  readonly href?: string | undefined;
}

/** Two runs or more, with everything computed that charts, tables and sentences draw on. */
export interface ComparisonModel {
  /** In the order given; the first is the baseline. */
  readonly runs: readonly ComparedRun[];
  /** All strategies of all runs, in the order in which they first occur, without the second of an A/A pair. */
  readonly strategies: readonly ComparedStrategy[];
  /** The metrics that any run has, in the order of reports. */
  readonly metrics: readonly MetricName[];
  /** The last run against the first: what gates judge. */
  readonly overall: RunComparison;
  /** Each run but the first against the one before it. Of two runs, `overall` alone. */
  readonly steps: readonly RunComparison[];
}

export interface ComparedRun extends RunSource {
  /** From 1. */
  readonly number: number;
  /** `run 1`. */
  readonly name: string;
}

export interface ComparedStrategy extends LegendEntry {
  readonly mode: string;
  /** Of each run, in their order; a metric is absent where the run has no figure for it. */
  readonly estimates: readonly Readonly<Partial<Record<MetricName, Estimate>>>[];
}

/** @param sources - at least two */
export function compareAll(sources: readonly RunSource[]): ComparisonModel {
  const results = sources.map(({ result }) => result);
  const [first, last] = [results[0], results.at(-1)];
  if (first === undefined || last === undefined || sources.length < 2) {
    throw new Error(`A comparison takes two runs, not ${sources.length}.`);
  }
  const overall = compareResults(first, last);
  const steps =
    results.length === 2
      ? [overall]
      : results.slice(1).map((result, place) => compareResults(results[place] ?? first, result));
  const metrics = comparedMetrics(...results);
  const strategies = strategiesOf(results, metrics);
  return {
    runs: sources.map((source, place) => ({ ...source, number: place + 1, name: `run ${place + 1}` })),
    strategies,
    metrics: metrics.filter((metric) =>
      strategies.some(({ estimates }) => estimates.some((run) => run[metric] !== undefined)),
    ),
    overall,
    steps,
  };
}

function strategiesOf(results: readonly Result[], metrics: readonly MetricName[]): ComparedStrategy[] {
  const modes = new Map<string, string>();
  for (const { name, mode, twinOf } of results.flatMap(({ scenario }) => scenario.strategies)) {
    if (twinOf === undefined && !modes.has(name)) modes.set(name, mode);
  }
  const strategies = [...modes].map(([name, mode]) => ({ name, mode }));
  const styles = seriesStyles(strategies);
  return strategies.flatMap((strategy, place) => {
    const style = styles[place];
    if (style === undefined) return [];
    const estimates = results.map((result) => estimatesOf(result, strategy.name, metrics));
    return [{ ...strategy, style, estimates }];
  });
}

function estimatesOf(
  result: Result,
  strategy: string,
  metrics: readonly MetricName[],
): Partial<Record<MetricName, Estimate>> {
  const measured = { trials: trialFigures(result, strategy) };
  return Object.fromEntries(
    metrics.flatMap((metric) =>
      valuesOf(measured, metric).size === 0 ? [] : [[metric, estimateMetric(measured, metric)]],
    ),
  );
}
