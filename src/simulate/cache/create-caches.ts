import type { Eviction } from '../../scenario/evictions.ts';
import { storesInMemory, usesRedis } from '../../scenario/scenario.ts';
import { storeEvictions } from '../../scenario/store-evictions.ts';
import { createRandom, deriveSeed } from '../../support/random.ts';
import type { CreatePolicy, Room } from '../eviction/eviction-policy.ts';
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
const mostEntriesOfOne = 2 ** 26;
/** Up to so many keys of all caches together each have a place in an index. */
const mostPlaces = 2 ** 25;

/** The caches of one trial. */
export function createCaches(
  { scenario, strategy, seed }: Pick<TrialModel, 'scenario' | 'strategy' | 'seed'>,
  { resources, targetOf, nowUs }: CacheSurroundings,
): Caches {
  const { mode, nodes, cache } = strategy;
  const { maxSizeBytes, maxEntries } = cache;
  const evictions = storeEvictions(mode, cache.eviction);
  const isCounted = maxEntries !== undefined;
  const headBytes = scenario.routes.map((route) => {
    const backend = scenario.backends.find(({ name }) => name === route.backend);
    return backend === undefined ? () => 0 : headBytesOf(route, backend);
  });
  const recordBytes = (stored: Stored): number => (headBytes[stored.route]?.(stored) ?? 0) + stored.bodyBytes;

  const create = (
    createPolicy: CreatePolicy,
    { keys, count, name, bytesOf }: CacheToCreate,
  ): SimulatedCache => {
    const isDense = keys * count <= mostPlaces;
    const random = createRandom(deriveSeed(seed, 'eviction', name));
    // Trials begin at any second of a minute, which the policies of Redis tell apart.
    const phaseUs = 60e6 * random();
    const room: Room = {
      capacity: maxEntries ?? maxSizeBytes,
      mostEntries: Math.min(keys, maxEntries ?? Math.ceil(maxSizeBytes / leastBytes), mostEntriesOfOne),
      createIndex: (most) => (isDense ? new DenseIndex(keys) : new HashIndex(most)),
      random,
      nowUs: () => phaseUs + nowUs(),
    };
    return new SimulatedCache({
      createPolicy: () => createPolicy(room),
      mostEntries: room.mostEntries,
      bytesOf,
      isCounted,
    });
  };

  const createMemory = (node: number): SimulatedCache =>
    create(creatorOf(evictions.memory ?? (isCounted ? 'lru' : 'gateway-memory')), {
      keys: resources,
      count: nodes,
      name: `memory ${node}`,
      bytesOf: (resource, stored) => logBytes(keyLength(targetOf(resource)), recordBytes(stored)),
    });

  const createRedis = (): RedisCache => {
    const records = create(creatorOf(evictions.redis ?? 'redis-lru'), {
      keys: isCounted ? resources : 2 * resources,
      count: 1,
      name: 'redis',
      bytesOf: (key, stored) =>
        key < resources
          ? redisRecordBytes(keyLength(targetOf(key)), recordBytes(stored))
          : redisFenceBytes(keyLength(targetOf(key - resources))),
    });
    return new RedisCache({ cache: records, resources, weighsFences: !isCounted, nowUs });
  };

  return {
    memories: Array.from({ length: nodes }, (_, node) =>
      storesInMemory(mode) ? createMemory(node) : undefined,
    ),
    redis: usesRedis(mode) ? createRedis() : undefined,
  };
}

interface CacheToCreate {
  /** Its keys are below. */
  readonly keys: number;
  /** How many such caches there are. */
  readonly count: number;
  readonly name: string;
  readonly bytesOf: (key: number, stored: Stored) => number;
}

function creatorOf(eviction: Eviction): CreatePolicy {
  return eviction === 'gateway-memory' ? (room) => new GatewayMemory(room) : policies[eviction];
}
