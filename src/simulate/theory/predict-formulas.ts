import type { Caching } from './cached-keys.ts';
import type { Question } from './question.ts';

/** By its usual name, and who found it. */
export interface Formula {
  readonly name: string;
  readonly source: string;
}

const derived = 'derived here, and checked by simulation';

/** What a prediction is computed with. */
export function formulasOf(
  { scenario, strategy, predicted }: Question,
  caching: Caching | undefined,
): Formula[] {
  const { load, backends } = scenario;
  const { nodes, mode, cache } = strategy;
  const isCached = caching !== undefined;
  const stored = caching?.keys.filter(({ keys }) => keys.ttlUs > 0) ?? [];
  const isFifo = cache.eviction === 'fifo';
  const isFull = isCached && caching.characteristicUs !== Number.POSITIVE_INFINITY;
  const said: readonly (readonly [applies: boolean, name: string, source: string])[] = [
    [
      stored.length > 0,
      'lifetimes at random requests, λt ÷ (1 + λt)',
      'Jung, Berger and Balakrishnan, INFOCOM 2003',
    ],
    [isFull && !isFifo, 'Che’s approximation of LRU', 'Che, Tung and Wang, IEEE JSAC 20, 2002'],
    [
      isFull && isFifo,
      'Che’s approximation of FIFO',
      'Martina, Garetto and Leonardi, 2013 (arXiv 1307.6702)',
    ],
    [isFull && !isFifo, 'LRU with lifetimes, a defective renewal process', derived],
    [stored.length > 0 && predicted === 'measured', 'filling of empty caches', derived],
    [
      stored.length > 0 && mode === 'memory' && nodes > 1,
      'private caches, λ ÷ N',
      'algebra on the formula for lifetimes',
    ],
    [
      stored.some(({ outOfDate }) => outOfDate > 0),
      'freshness under changes, 1 − (1 − e^-mt) ÷ mt',
      'Cho and Garcia-Molina, SIGMOD 2000',
    ],
    [
      stored.length > 0 && cache.collapse,
      'delayed hits, 1 ÷ (1 + λF + λt)',
      'Atre, Sherry, Wang and Berger, SIGCOMM 2020',
    ],
    [stored.length > 0 && !cache.collapse, 'herds of misses, 1 + λF each', derived],
    [
      stored.some(({ keys }) => keys.staleWhileRevalidateUs > 0),
      'stale while revalidated, e^-λw',
      `RFC 5861; ${derived}`,
    ],
    [
      load.kind === 'closed',
      'closed loop, M/M/c//n',
      'Kleinrock, “Queueing Systems I”, 1975; bounds: Denning and Buzen, 1978',
    ],
    [
      load.kind === 'open' && backends.some(({ capacity }) => capacity !== undefined),
      'waits in M/G/c',
      'Erlang, 1917; Pollaczek and Khinchine; Lee and Longton, 1959',
    ],
  ];
  return said.filter(([applies]) => applies).map(([, name, source]) => ({ name, source }));
}
