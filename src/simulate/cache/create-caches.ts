import { storesInMemory, usesRedis } from '../../scenario/scenario.ts';
import { createRandom, deriveSeed } from '../../support/random.ts';
import type { EvictionPolicy, Room } from '../eviction/eviction-policy.ts';
import { GatewayMemory } from '../eviction/gateway-memory.ts';
import { DenseIndex, HashIndex } from '../eviction/key-index.ts';
import { policies } from '../eviction/policies.ts';
import type { Stored } from '../model/stored.ts';
import type { TrialModel } from '../simulated-trial.ts';
import { logBytes, redisFenceBytes, redisRecordBytes } from './entry-weights.ts';
import { headBytesOf, keyLength } from './record-bytes.ts';
import { RedisCache } from './redis-cache.ts';
import { SimulatedCache } from './simulated-cache.ts';

export interface Caches {
  /** By gateway; undefined where it stores nothing in its memory. */
  readonly memories: readonly (SimulatedCache | undefined)[];
  readonly redis: RedisCache | undefined;
}

export interface CacheSurroundings {
  /** How many resources there are, those of a warm-up included. Less than 2³¹. */
  readonly resources: number;
  /** Path and query of each. */
  readonly targetOf: (resource: number) => string;
  readonly nowUs: () => number;
}

/** No record with its key is lighter. */
const leastBytes = 200;
/** A cache of more entries is beyond the memory of most machines. */
const mostEntriesOfAll = 2 ** 26;
/** Up to so many keys of all caches together each have a place in an index. */
const mostPlaces = 2 ** 25;

/** The caches of one trial. */
export function createCaches(
  { scenario, strategy, seed }: Pick<TrialModel, 'scenario' | 'strategy' | 'seed'>,
  { resources, targetOf, nowUs }: CacheSurroundings,
): Caches {
  const { mode, nodes, cache } = strategy;
  const heads = scenario.routes.map((route) => {
    const backend = scenario.backends.find(({ name }) => name === route.backend);
    return backend && headBytesOf(route, backend);
  });
  const keyLengthOf = (resource: number): number => keyLength(targetOf(resource));
  const recordBytes = (stored: Stored): number => (heads[stored.route]?.(stored) ?? 0) + stored.bodyBytes;

  const create = (
    createPolicy: (room: Room) => EvictionPolicy,
    {
      keys,
      count,
      purpose,
      weigh,
    }: {
      readonly keys: number;
      /** Of such caches. */
      readonly count: number;
      readonly purpose: string;
      readonly weigh: (key: number, stored: Stored) => number;
    },
  ): SimulatedCache => {
    const mostEntries = Math.min(keys, Math.ceil(cache.maxSizeBytes / leastBytes), mostEntriesOfAll);
    const isDense = keys * count <= mostPlaces;
    const room: Room = {
      capacity: cache.maxSizeBytes,
      mostEntries,
      createIndex: (most) => (isDense ? new DenseIndex(keys) : new HashIndex(most)),
      random: createRandom(deriveSeed(seed, 'eviction', purpose)),
      nowUs,
    };
    return new SimulatedCache({ createPolicy: () => createPolicy(room), mostEntries, weigh });
  };

  const createMemory = (node: number): SimulatedCache =>
    create((room) => new GatewayMemory(room), {
      keys: resources,
      count: nodes,
      purpose: `memory ${node}`,
      weigh: (resource, stored) => logBytes(keyLengthOf(resource), recordBytes(stored)),
    });

  const createRedis = (): RedisCache => {
    const store = create(policies['redis-lru'], {
      keys: 2 * resources,
      count: 1,
      purpose: 'redis',
      weigh: (key, stored) =>
        key < resources
          ? redisRecordBytes(keyLengthOf(key), recordBytes(stored))
          : redisFenceBytes(keyLengthOf(key - resources)),
    });
    return new RedisCache({ cache: store, resources, weighsFences: true, nowUs });
  };

  return {
    memories: Array.from({ length: nodes }, (_, node) =>
      storesInMemory(mode) ? createMemory(node) : undefined,
    ),
    redis: usesRedis(mode) ? createRedis() : undefined,
  };
}
