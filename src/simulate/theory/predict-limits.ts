import type { Scenario, Strategy } from '../../scenario/scenario.ts';
import type { AskedKeys } from './asked-keys.ts';
import type { Caching } from './cached-keys.ts';
import { leastEntries } from './che.ts';

/** What the closed forms leave out or take for granted of this scenario, a sentence each, the most general first. */
export function limitsOf(scenario: Scenario, strategy: Strategy, caching: Caching | undefined): string[] {
  const { load, routes, faults, network, backends } = scenario;
  const { cache, mode } = strategy;
  const isCached = caching !== undefined;
  const entries = caching === undefined ? Number.POSITIVE_INFINITY : entriesThatFit(strategy, caching);
  const said: readonly (readonly [boolean, string])[] = [
    [true, 'This is the steady state: caches that have just started hit less.'],
    [isCached, 'Requests are taken to be independent of each other: bursts make caches hit more than this.'],
    [isCached, 'The sizes of stored answers are taken for their mean.'],
    [
      entries < leastEntries,
      `The cache has room for ${Math.floor(entries)} answers of mean size only; below ${leastEntries} the formulas are rough.`,
    ],
    [
      isCached && caching.characteristicUs !== Number.POSITIVE_INFINITY,
      mode === 'memory'
        ? 'Eviction is taken for LRU.'
        : 'Eviction is taken for LRU, which Redis only approximates, by samples.',
    ],
    [mode === 'tiered', 'Memory in front of Redis is taken to answer nothing that Redis would not.'],
    [isCached && cache.earlyRefresh > 0, 'Refreshing early is left out.'],
    [isCached && cache.ttlJitter > 0, 'Lifetimes are taken for their mean.'],
    [
      isCached && caching.keys.some(({ keys }) => keys.ttlUs > 0 && keys.staleWhileRevalidateUs > 0),
      'What is answered while it is refreshed counts neither as old nor as out of date.',
    ],
    [
      isCached && routes.some(({ readBack }) => readBack > 0),
      'Reads that follow a write are taken to be spread like all others, though most of them are misses.',
    ],
    [
      isCached && routes.some(({ key }) => key !== undefined),
      'Rules for cache keys are left out: each key of the scenario is taken to be one of the cache.',
    ],
    [
      load.kind === 'open' && (load.arrivals.process !== 'poisson' || load.arrivals.stages.length > 1),
      'Arrivals are taken to be random at their mean rate during the measurement; where they swing, queues are longer.',
    ],
    [
      load.kind === 'closed',
      'How fast a closed loop turns depends on this machine: what a request costs besides the backend is assumed.',
    ],
    [
      load.kind === 'closed' && backends.length > 1,
      'Of several backends, clients are taken to queue before the slowest only.',
    ],
    [faults.length > 0, 'Faults are left out.'],
    [Object.values(network).some((link) => link !== undefined), 'Delays of the network are left out.'],
  ];
  return said.filter(([applies]) => applies).map(([, sentence]) => sentence);
}

/** How many answers of mean size have room in one cache; Infinity where nothing is stored. */
function entriesThatFit({ cache }: Strategy, { keys }: Caching): number {
  const stored = keys.map((one) => one.keys).filter(({ ttlUs, storable }) => ttlUs > 0 && storable > 0);
  const sum = (of: (one: AskedKeys) => number): number => stored.reduce((total, one) => total + of(one), 0);
  const count = sum((one) => one.count);
  return count === 0
    ? Number.POSITIVE_INFINITY
    : cache.maxSizeBytes / (sum((one) => one.count * one.weight) / count);
}
