import type { Result } from '../../results/result.ts';

/** What a run is about: throughput where clients wait for answers before they ask again, else how long they wait. */
export function headlineOf({ scenario: { load } }: Result): 'requestsPerSecond' | 'p50' {
  return load.kind === 'open' ? 'p50' : 'requestsPerSecond';
}
