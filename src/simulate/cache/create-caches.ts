import { storesInMemory, usesRedis } from '../../scenario/scenario.ts';
import { createRandom, deriveSeed } from '../../support/random.ts';
import { DenseIndex, HashIndex } from '../eviction/key-index.ts';
import { type PolicyName, policies } from '../eviction/policies.ts';
import type { TrialModel } from '../simulated-trial.ts';
import { SimulatedCache } from './simulated-cache.ts';

export interface Caches {
  /** By gateway; undefined where it stores nothing in its memory. */
  readonly memories: readonly (SimulatedCache | undefined)[];
  readonly redis: SimulatedCache | undefined;
}

/** What a stored answer takes beside its body: key, headers and bookkeeping. */
const overheadBytes = 500;

/** The caches of one trial. `resources`: fewer than 2³², those of a warm-up included. */
export function createCaches(
  { strategy, seed }: Pick<TrialModel, 'strategy' | 'seed'>,
  { resources, nowUs }: { readonly resources: number; readonly nowUs: () => number },
): Caches {
  const { mode, nodes, cache } = strategy;
  const create = (
    name: PolicyName,
    capacityBytes: number,
    purpose: string,
    count: number,
  ): SimulatedCache => {
    const mostEntries = Math.max(1, Math.min(resources, Math.floor(capacityBytes / overheadBytes)));
    const isDense = resources <= 4 * mostEntries || resources * count <= 2 ** 24;
    const policy = policies[name]({
      capacity: capacityBytes,
      mostEntries,
      createIndex: (keys) => (isDense ? new DenseIndex(resources) : new HashIndex(keys)),
      random: createRandom(deriveSeed(seed, 'eviction', purpose)),
      nowUs,
    });
    return new SimulatedCache({ policy, mostEntries, overheadBytes });
  };
  return {
    memories: Array.from({ length: nodes }, (_, node) =>
      storesInMemory(mode) ? create('lru', (cache.maxSizeBytes * 7) / 8, `memory ${node}`, nodes) : undefined,
    ),
    redis: usesRedis(mode) ? create('redis-lru', cache.maxSizeBytes, 'redis', 1) : undefined,
  };
}
