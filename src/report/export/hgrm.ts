import { latencyOf, validMeasurements } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';
import { latencyWord } from '../metric-words.ts';
import { outcomesOfSource } from '../model/percentiles.ts';
import { printable } from '../tables/printable.ts';
import { type ExportPart, idsOf } from './part.ts';

/**
 * The latencies of each strategy, all its valid trials together, as the percentile distribution that HdrHistogram writes and
 * its plotters read, in milliseconds: of all its requests, and of the answers from its cache and of those that took a backend.
 */
export function hgrmDistributions(result: Result): ExportPart[] {
  const distributions = result.scenario.strategies.flatMap(({ name }) => distributionsOf(result, name));
  const ids = idsOf(distributions.map(({ name }) => name));
  return distributions.map(({ latency, comment }, index) => ({
    id: ids[index] as string,
    text: () => `${latency.percentileDistribution()}#[${comment}]\n`,
  }));
}

/** Those that hold anything. */
function distributionsOf(result: Result, strategy: string) {
  const measurements = validMeasurements(result, strategy).map(({ measurement }) => measurement);
  const from = (source: Source) => latencyOf(measurements, outcomesOfSource[source]);
  return [
    { name: strategy, of: 'all requests', latency: latencyOf(measurements) },
    { name: `${strategy} hits`, of: 'answers from the cache', latency: from('cache') },
    { name: `${strategy} misses`, of: 'answers that took a backend', latency: from('backend') },
  ]
    .filter(({ latency }) => latency.count > 0)
    .map(({ name, of, latency }) => ({
      name,
      latency,
      comment: printable(
        `Unit    = milliseconds of ${latencyWord(result)}, ${of}, ${strategy}, run ${result.runId}`,
      ),
    }));
}

type Source = keyof typeof outcomesOfSource;
