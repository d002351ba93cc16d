import type { Strategy } from '../../scenario/scenario.ts';
import { formatDuration, formatNumber } from '../../support/units.ts';
import type { AskedKeys } from './asked-keys.ts';
import type { Caching } from './cached-keys.ts';
import { leastEntries } from './che.ts';
import type { Question } from './question.ts';
import { besidesBackendUs } from './settle.ts';

/** A wait that takes more than this share off a lifetime is worth a word. */
const notableShare = 0.1;

/**
 * What a prediction leaves out or takes for granted of this scenario, a sentence each, the most general first.
 *
 * @param waits the mean wait at each backend, by its name, in µs
 */
export function limitsOf(
  { scenario, strategy, predicted, perSecond }: Question,
  caching: Caching | undefined,
  waits: ReadonlyMap<string, number>,
): string[] {
  const { load, routes, faults, network, backends, measure } = scenario;
  const { cache, mode } = strategy;
  const stored = caching?.keys.map((one) => one.keys).filter(isStored) ?? [];
  const isStoring = stored.length > 0;
  const isFull = isStoring && caching?.characteristicUs !== Number.POSITIVE_INFINITY;
  const entries = entriesThatFit(strategy, stored);
  const waitOf = ({ backend }: AskedKeys): number => waits.get(backend) ?? 0;
  const drowned = [...waits].filter(([, waitUs]) => waitUs === Number.POSITIVE_INFINITY);
  const said: readonly (readonly [applies: boolean, sentence: string])[] = [
    [
      isStoring && predicted === 'steady',
      'This is the steady state: caches that have just started hit less.',
    ],
    [
      isStoring && predicted === 'measured',
      `Caches are taken to be empty ${formatDuration(measure.cache === 'warm' ? measure.warmupUs : 0)} before the measurement, and to be in their steady state once the first answer can have expired or been evicted.`,
    ],
    [
      isStoring,
      'Requests are independent of each other, as the scenario draws them; people ask for the same in bursts, which caches hit more.',
    ],
    [
      isFull && backends.some(({ bodyBytes }) => bodyBytes.kind !== 'constant'),
      'The sizes of stored answers are taken for their mean.',
    ],
    [
      entries < leastEntries,
      `The cache has room for ${formatNumber(Math.floor(entries))} answers of mean size only; below ${leastEntries} the formulas are rough.`,
    ],
    [isFull, evictionInWords(strategy)],
    [
      isStoring && mode === 'tiered',
      'Memory in front of Redis is taken to answer nothing that Redis would not.',
    ],
    [isStoring && cache.earlyRefresh > 0, 'Refreshing early is left out.'],
    [isStoring && cache.ttlJitter > 0, 'Lifetimes, which chance shortens, are taken for their mean.'],
    [
      stored.some((keys) => waitOf(keys) > notableShare * keys.ttlUs),
      'Lifetimes begin when the backend is asked, but the wait there is not taken off them.',
    ],
    [
      stored.some(({ isGuessed }) => isGuessed),
      'Lifetimes that are guessed from Last-Modified grow with time; they are taken for those in the middle of the measurement.',
    ],
    [
      stored.some(({ staleWhileRevalidateUs }) => staleWhileRevalidateUs > 0),
      'What is answered while it is refreshed counts neither as old nor as out of date.',
    ],
    [
      isStoring && routes.some(({ readBack }) => readBack > 0),
      'Who reads what he has just written is taken to do so before anyone else, and to find nothing where the write went through the same cache.',
    ],
    [
      isStoring && routes.some(({ key }) => key !== undefined),
      'Rules for cache keys are left out: each key of the scenario is taken to be one of the cache.',
    ],
    [
      load.kind === 'open' && (load.arrivals.process !== 'poisson' || load.arrivals.stages.length > 1),
      'Arrivals are taken to be random at their mean rate during the measurement; where they swing, queues are longer.',
    ],
    [
      load.kind === 'closed' && perSecond !== undefined,
      'How fast the closed loop turns is taken from the trials, and not predicted.',
    ],
    [
      load.kind === 'closed' && perSecond === undefined,
      `How fast a closed loop turns depends on the machine: ${formatDuration(besidesBackendUs)} are assumed for what a request costs besides the backend.`,
    ],
    [
      load.kind === 'closed' && backends.length > 1,
      'Of several backends, clients are taken to queue before the slowest only.',
    ],
    [
      isStoring && load.kind === 'open' && backends.some(({ capacity }) => capacity !== undefined),
      'Calls are taken to come at random; where answers expire together, they queue for longer.',
    ],
    [
      drowned.length > 0,
      `More is asked of ${drowned.map(([name]) => name).join(', ')} than can be answered: the queue grows as long as requests come, and those that time out are counted here as if they did not.`,
    ],
    [faults.length > 0, 'Faults are left out.'],
    [Object.values(network).some((link) => link !== undefined), 'Delays of the network are left out.'],
  ];
  return said.filter(([applies, sentence]) => applies && sentence !== '').map(([, sentence]) => sentence);
}

/** What is taken for granted of how room is made; empty where that is as it is. */
function evictionInWords({ mode, cache: { eviction } }: Strategy): string {
  if (eviction === 'lru' || eviction === 'lru-cache' || eviction === 'fifo') return '';
  if (eviction !== undefined && eviction !== 'gateway-memory' && eviction !== 'redis-lru') {
    return `Eviction is taken for LRU, and not for ${eviction}.`;
  }
  return mode === 'memory'
    ? 'Eviction is taken for LRU, which the gateway’s memory approximates by sparing what was asked for lately.'
    : 'Eviction is taken for LRU, which Redis only approximates, by samples.';
}

const isStored = ({ ttlUs, storable }: AskedKeys): boolean => ttlUs > 0 && storable > 0;

/** How many answers of mean size have room in one cache; Infinity where nothing is stored. */
function entriesThatFit({ cache }: Strategy, stored: readonly AskedKeys[]): number {
  const sum = (of: (one: AskedKeys) => number): number => stored.reduce((total, one) => total + of(one), 0);
  const count = sum((one) => one.count);
  return count === 0
    ? Number.POSITIVE_INFINITY
    : (cache.maxEntries ?? cache.maxSizeBytes) / (sum((one) => one.count * one.weight) / count);
}
