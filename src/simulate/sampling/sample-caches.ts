import type { Scenario, Strategy } from '../../scenario/scenario.ts';
import { createRandom, deriveSeed } from '../../support/random.ts';
import { DenseIndex } from '../eviction/key-index.ts';
import { policies } from '../eviction/policies.ts';
import { type AskedRoute, askedRoutes } from '../theory/asked-keys.ts';
import { createAliasTable } from './alias-table.ts';
import { sampledRanks, zipfTotal } from './sampled-keys.ts';

/** A sample of a scenario's keys, in caches that are as much smaller. */
export interface Sample {
  /** One key in so many, ≥ 1. */
  readonly every: number;
  readonly seed: number;
  /** All requests of the scenario, per second. */
  readonly perSecond: number;
  /** In µs: how long the caches fill before requests count, and how long they do. */
  readonly warmupUs: number;
  readonly durationUs: number;
}

/** Of all requests of the scenario, by what those to sampled keys came to. */
export interface SampledCaches {
  readonly sampledKeys: number;
  readonly sampledRequests: number;
  /** Of the reads that may be cached, 0–1; NaN where there are none. */
  readonly hitRatio: number;
  /** 1 − backend calls ÷ requests. */
  readonly offload: number;
}

/**
 * Simulates the caches of a strategy for a sample of the keys: each key is in it with the same chance 1 ÷ k, caches have 1 ÷ k of the
 * room, and the requests to keys outside are never drawn. C. A. Waldspurger, N. Park, A. Garthwaite and I. Ahmad, "Efficient MRC
 * construction with SHARDS", FAST 2015. As there (§3.2.1, SHARDS-adj), what the requests to the sample differ from 1 ÷ k of all is
 * put down to hits, because it comes from the few keys that are asked for most.
 *
 * Answers come in no time here, so nobody waits for another's call, and latency is not simulated. Nor is staleness told, which is that
 * of a few keys asked for most, and chance decides whether they are in the sample. The gateway's own memory is taken for LRU.
 */
export function sampleCaches(scenario: Scenario, strategy: Strategy, sample: Sample): SampledCaches {
  const { every, seed, perSecond, warmupUs, durationUs } = sample;
  const { routes, past } = askedRoutes(scenario, strategy);
  const random = createRandom(deriveSeed(seed, 'sample', strategy.name));
  const keys = routes.flatMap((route) => {
    const total = zipfTotal(route.space);
    return sampledRanks(route.space, every, random).map((rank) => ({
      route,
      share: rank ** -route.space.zipf / total,
      isStorable: route.ttlUs > 0 && random() < route.storable,
    }));
  });
  const caches = strategy.mode === 'memory' ? strategy.nodes : 1;
  const { cache } = strategy;
  let nowUs = 0;
  const capacity = Math.max(1, Math.floor((cache.maxEntries ?? cache.maxSizeBytes) / every));
  const create =
    policies[cache.eviction === undefined || cache.eviction === 'gateway-memory' ? 'lru' : cache.eviction];
  const nodes = Array.from({ length: caches }, (_, node) =>
    create({
      capacity,
      mostEntries: Math.min(keys.length, capacity),
      createIndex: () => new DenseIndex(keys.length),
      random: createRandom(deriveSeed(seed, 'eviction', String(node))),
      nowUs: () => nowUs,
    }),
  );
  const storedAtUs = nodes.map(() => new Float64Array(keys.length));
  const reads = keys.map(({ route, share }) => share * route.readShare);
  const writes = keys.map(({ route, share }) => share * route.writeShare);
  const weights = Float64Array.from([...reads, ...writes]);
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const draw = createAliasTable(weights, random);
  const meanGapUs = 1e6 / (perSecond * mass);
  let [requests, misses] = [0, 0];
  const endUs = warmupUs + durationUs;
  for (;;) {
    nowUs -= meanGapUs * Math.log1p(-random());
    if (nowUs >= endUs) break;
    const isCounted = nowUs >= warmupUs;
    requests += Number(isCounted);
    const place = draw();
    const key = place % keys.length;
    const node = caches === 1 ? 0 : Math.floor(random() * caches);
    const policy = nodes[node] as (typeof nodes)[number];
    const slot = policy.entries.find(key);
    if (place >= keys.length) {
      if (slot >= 0) policy.remove(slot);
      continue;
    }
    const { route, isStorable } = keys[key] as (typeof keys)[number];
    const at = storedAtUs[node] as Float64Array;
    if (slot >= 0 && nowUs - (at[key] as number) < route.ttlUs) {
      policy.touch(slot);
      continue;
    }
    misses += Number(isCounted);
    if (!isStorable || random() < route.errorRatio) continue;
    if (slot >= 0) policy.touch(slot);
    else policy.insert(key, route.weight);
    at[key] = nowUs;
  }
  return summarise({ routes, past }, { keys: keys.length, requests, misses }, sample);
}

function summarise(
  { routes, past }: { readonly routes: readonly AskedRoute[]; readonly past: ReadonlyMap<string, number> },
  counted: {
    readonly keys: number;
    readonly requests: number;
    readonly misses: number;
  },
  { every, perSecond, durationUs }: Sample,
): SampledCaches {
  const all = (perSecond * durationUs) / 1e6;
  const readShare = routes.reduce((sum, route) => sum + route.readShare, 0);
  const pastShare = [...past.values()].reduce((sum, share) => sum + share, 0);
  const missShare = Math.min(readShare, (counted.misses * every) / all);
  return {
    sampledKeys: counted.keys,
    sampledRequests: counted.requests,
    hitRatio: readShare === 0 ? Number.NaN : 1 - missShare / readShare,
    offload: 1 - pastShare - missShare,
  };
}
