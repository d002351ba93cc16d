import { createRandom, deriveSeed } from '../../support/random.ts';
import { missesOfOptimum } from '../eviction/belady.ts';
import { access, type EvictionPolicy } from '../eviction/eviction-policy.ts';
import { DenseIndex, HashIndex } from '../eviction/key-index.ts';
import { type PolicyName, policies } from '../eviction/policies.ts';
import { StackDistances } from './stack-distances.ts';

/** A policy, or what none can better: Belady's optimum, which knows the future. */
export type CurveName = PolicyName | 'optimum';

/** Keys by number. */
export interface KeyStream {
  readonly order: Uint32Array;
  /** All keys are below that. */
  readonly keys: number;
}

export interface CurveOptions {
  readonly names: readonly CurveName[];
  /** Entries, each at least 1, rising. */
  readonly sizes: readonly number[];
  readonly seed: number;
}

/** Misses by policy, in the order of the sizes. */
export type Misses = ReadonlyMap<CurveName, readonly number[]>;

/** So many requests are taken between two looks at whether to go on. */
const sliceRequests = 100_000;
/** Of simulated time, for policies that look at the clock: a thousand requests a second. */
const betweenRequestsUs = 1000;

/**
 * How often caches of each size miss a stream, empty at first: LRU by stack distances, all others by caches that are driven side by
 * side in one pass. Yields the share (0–1) of the work that is done, and gives the misses in the end.
 */
export function* missRatioCurve(
  { order, keys }: KeyStream,
  { names, sizes, seed }: CurveOptions,
): Generator<number, Misses> {
  const optimal = names.includes('optimum') ? sizes.length : 0;
  const steps = Math.ceil(order.length / sliceRequests) + optimal;
  let at = 0;
  const distances = names.includes('lru') ? new StackDistances(keys) : undefined;
  const caches = names
    .filter((name): name is PolicyName => name !== 'lru' && name !== 'optimum')
    .map((name) => ({
      name,
      misses: sizes.map(() => 0),
      caches: sizes.map((size) =>
        createCache(name, { size, keys, seed, nowUs: () => at * betweenRequestsUs }),
      ),
    }));
  let done = 0;
  while (at < order.length) {
    const end = Math.min(order.length, at + sliceRequests);
    const start = at;
    for (at = start; distances !== undefined && at < end; at++) distances.request(order[at] as number);
    for (const { misses, caches: ofSizes } of caches) {
      for (const [place, cache] of ofSizes.entries()) {
        let missed = 0;
        for (at = start; at < end; at++) if (!access(cache, order[at] as number)) missed += 1;
        misses[place] = (misses[place] as number) + missed;
      }
    }
    at = end;
    done += 1;
    yield done / steps;
  }
  const optimum: number[] = [];
  for (const size of optimal > 0 ? sizes : []) {
    optimum.push(missesOfOptimum(order, size));
    done += 1;
    yield done / steps;
  }
  const ofLru = distances?.missesOf(sizes) ?? [];
  return new Map(
    names.map((name): [CurveName, readonly number[]] => {
      if (name === 'lru') return [name, ofLru];
      if (name === 'optimum') return [name, optimum];
      return [name, caches.find((one) => one.name === name)?.misses ?? []];
    }),
  );
}

function createCache(
  name: PolicyName,
  {
    size,
    keys,
    seed,
    nowUs,
  }: { readonly size: number; readonly keys: number; readonly seed: number; readonly nowUs: () => number },
): EvictionPolicy {
  return policies[name]({
    capacity: size,
    mostEntries: Math.min(size, keys),
    createIndex: (most) => (keys <= 4 * size ? new DenseIndex(keys) : new HashIndex(most)),
    random: createRandom(deriveSeed(seed, name, size)),
    nowUs,
  });
}

/** How many different keys a stream asks for. */
export function distinctKeys({ order, keys }: KeyStream): number {
  const seen = new Uint8Array(keys);
  let distinct = 0;
  for (const key of order) {
    distinct += 1 - (seen[key] as number);
    seen[key] = 1;
  }
  return distinct;
}
