import type { Arrivals, OpenLoad, Stage } from '../../scenario/scenario.ts';
import { UsageError } from '../../support/errors.ts';
import { createRandom, deriveSeed } from '../../support/random.ts';
import type { Trace, TraceSummary } from '../trace/trace.ts';
import type { ArrivalTimes } from './arrival-times.ts';
import { pacedTimes } from './paced-times.ts';
import { poissonTimes } from './poisson-times.ts';
import { recordedTimes } from './recorded-times.ts';

export interface ArrivalOptions {
  readonly seed: number;
  readonly phase: 'warm-up' | 'measure';
  /** The recording that the scenario names, if it names one. */
  readonly trace?: Trace | undefined;
}

/**
 * When the requests of one phase are due. As with the workload, the same seed gives the same times to every strategy. The
 * warm-up keeps to one rate: that of the beginning, or a recording's mean.
 *
 * @throws UsageError where the times of a recording are asked for that has none
 */
export function createArrivals({ arrivals }: OpenLoad, { seed, phase, trace }: ArrivalOptions): ArrivalTimes {
  const random = createRandom(deriveSeed(seed, 'arrivals', phase));
  if (arrivals.process === 'trace') {
    const seconds = trace?.seconds;
    if (seconds === undefined) throw timesMissing();
    const { speed } = arrivals;
    if (phase === 'measure') return recordedTimes(seconds, { speed, random });
    return poissonTimes([steady(meanRate(seconds) * speed)], random);
  }
  const stages = phase === 'measure' ? arrivals.stages : [steady(startingRate(arrivals.stages))];
  return arrivals.process === 'poisson' ? poissonTimes(stages, random) : pacedTimes(stages);
}

/** @throws UsageError where the times of a recording are asked for that has none */
export function checkTraceTimes(arrivals: Arrivals, { spanUs }: TraceSummary): void {
  if (arrivals.process === 'trace' && spanUs === undefined) throw timesMissing();
}

function timesMissing(): UsageError {
  return new UsageError('The trace has no times at which its requests could be due: it is a list of keys.', {
    hint: 'Give the load a rate, as rate: 500/s, or replay an access log.',
  });
}

const steady = (rate: number): Stage => ({ from: rate, to: rate, durationUs: undefined });

/** Of the first stage that does not begin and end at 0: where it begins, or else where it ends. */
function startingRate(stages: readonly Stage[]): number {
  const { from, to } = stages.find((stage) => stage.from > 0 || stage.to > 0) ?? { from: 0, to: 0 };
  return from > 0 ? from : to;
}

/** Requests per second from the first to the last second of a recording. */
function meanRate(seconds: Uint32Array): number {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, 0];
  for (const second of seconds) {
    earliest = Math.min(earliest, second);
    latest = Math.max(latest, second);
  }
  return seconds.length / (latest - earliest + 1);
}
