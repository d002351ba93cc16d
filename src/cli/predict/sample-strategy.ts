import type { Scenario, Strategy } from '../../scenario/scenario.ts';
import { chooseSample } from '../../simulate/sampling/choose-sample.ts';
import { sampleCaches } from '../../simulate/sampling/sample-caches.ts';
import { deriveSeed } from '../../support/random.ts';
import type { SampledFigure, SampledStrategy } from './predicted-scenario.ts';

/** Samples of different keys, by whose spread the error is told. */
const samples = 8;
/** The 97.5th percentile of Student's t distribution with one degree of freedom less. */
const studentT = 2.3646;
/** What half a minute is enough for on a slow machine, over all strategies. */
const mostRequestsOfAll = 1e8;

/**
 * Simulates samples of the keys, and tells the mean with its 95 % interval.
 *
 * @throws UsageError where the samples would be too small to be right
 */
export function sampleStrategy(scenario: Scenario, strategy: Strategy, perSecond: number): SampledStrategy {
  const mostRequests = mostRequestsOfAll / samples / scenario.strategies.length;
  const every = chooseSample(scenario, strategy, { perSecond, mostRequests });
  const { cache, warmupUs: written, durationUs } = scenario.measure;
  const warmupUs = cache === 'warm' ? written : 0;
  const sampled = Array.from({ length: samples }, (_, sample) =>
    sampleCaches(scenario, strategy, {
      ...{ every, perSecond, warmupUs, durationUs },
      seed: deriveSeed(scenario.seed, 'sample', sample),
    }),
  );
  return {
    every,
    samples,
    hitRatio: figureOf(sampled.map(({ hitRatio }) => hitRatio)),
    offload: figureOf(sampled.map(({ offload }) => offload)),
  };
}

function figureOf(values: readonly number[]): SampledFigure {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const error = studentT * Math.sqrt(variance / values.length);
  return { value: mean, low: mean - error, high: Math.min(1, mean + error) };
}
