import { figuresOf, pricingOf, type TrialFigures } from '../../results/figures.ts';
import { metricOf } from '../../results/metrics.ts';
import type { Measurement, Result, Trial } from '../../results/result.ts';
import { metricNames } from '../../support/metrics.ts';
import { fewestAnswers } from '../model/comparisons.ts';
import { type CsvValue, csv } from '../tables/csv.ts';
import { metricHeading, metricValue } from '../tables/metric-columns.ts';

/**
 * A line for each trial, in the order in which they ran, valid or not: what it was, what it counted and all its metrics, in µs,
 * ratios 0–1 and counts. What a trial has none of is empty, and so is a percentile of too few answers, as in reports.
 */
export function trialsCsv(result: Result): string {
  const trials = [...result.trials].sort((one, other) => one.position - other.position);
  return csv([columns.map(({ heading }) => heading), ...trials.map((trial) => rowOf(result, trial))]);
}

function rowOf(result: Result, trial: Trial): CsvValue[] {
  const measurement = 'measurement' in trial ? trial.measurement : undefined;
  const figures = measurement && figuresOf(measurement, pricingOf(result, trial.strategy));
  return columns.map(({ cellOf }) => cellOf({ result, trial, measurement, figures }));
}

interface Row {
  readonly result: Result;
  readonly trial: Trial;
  /** Both undefined where the trial was lost before anything was measured. */
  readonly measurement: Measurement | undefined;
  readonly figures: TrialFigures | undefined;
}

interface Column {
  readonly heading: string;
  readonly cellOf: (row: Row) => CsvValue;
}

const columns: readonly Column[] = [
  { heading: 'runId', cellOf: ({ result }) => result.runId },
  { heading: 'scenario', cellOf: ({ result }) => result.scenario.name },
  { heading: 'strategy', cellOf: ({ trial }) => trial.strategy },
  { heading: 'mode', cellOf: modeOf },
  { heading: 'repetition', cellOf: ({ trial }) => trial.repetition },
  { heading: 'attempt', cellOf: ({ trial }) => trial.attempt },
  { heading: 'position', cellOf: ({ trial }) => trial.position },
  { heading: 'startedAt', cellOf: ({ trial }) => trial.startedAt },
  { heading: 'valid', cellOf: ({ trial }) => trial.state === 'valid' },
  { heading: 'state', cellOf: ({ trial }) => trial.state },
  { heading: 'reason', cellOf: ({ trial }) => ('reason' in trial ? trial.reason : undefined) },
  { heading: 'durationUs', cellOf: ({ measurement }) => measurement?.durationUs },
  { heading: 'offered', cellOf: ({ measurement }) => measurement?.requests.offered },
  { heading: 'completed', cellOf: ({ measurement }) => measurement?.requests.completed },
  { heading: 'errors', cellOf: ({ measurement }) => measurement?.requests.errors },
  { heading: 'timeouts', cellOf: ({ measurement }) => measurement?.requests.timeouts },
  { heading: 'unfinished', cellOf: ({ measurement }) => measurement?.requests.unfinished },
  { heading: 'backendCalls', cellOf: ({ figures }) => figures?.backendCalls },
  ...metricNames.map(
    (metric): Column => ({
      heading: metricHeading(metric),
      cellOf: ({ figures }) =>
        figures === undefined || figures.completed < fewestAnswers(metric)
          ? undefined
          : metricValue(metricOf(figures, metric)),
    }),
  ),
];

function modeOf({ result, trial }: Row): string | undefined {
  return result.scenario.strategies.find(({ name }) => name === trial.strategy)?.mode;
}
