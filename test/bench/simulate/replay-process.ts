import { LRUCache } from 'lru-cache';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { DenseIndex } from '../../../src/simulate/eviction/key-index.ts';
import { type PolicyName, policies } from '../../../src/simulate/eviction/policies.ts';
import { createRandom } from '../../../src/support/random.ts';
import { createZipfSampler } from '../../../src/workload/zipf-sampler.ts';
import type { Cache, Replayed } from './replaying.ts';

const [cache, requestsText] = process.argv.slice(2) as [Cache, string];
const keys = 1_000_000;
const capacity = 100_000;
/** Of simulated time: 100,000 requests a second. */
const betweenRequestsUs = 10;

/** Keys are ranks, as in a simulated workload: those that are popular lie beside each other in memory. */
const stream = drawStream(Number(requestsText));
const replay = cache === 'the package lru-cache' ? replayPackage : replayPolicy(cache);

// The compiler's work is not the cache's.
replay(stream.subarray(0, stream.length / 10));
const startedAt = process.hrtime.bigint();
const misses = replay(stream);
const passedSeconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
const replayed: Replayed = {
  millionsPerSecond: stream.length / 1e6 / passedSeconds,
  missRatio: misses / stream.length,
};
process.stdout.write(JSON.stringify(replayed));

function drawStream(requests: number): Uint32Array {
  const rank = createZipfSampler({ count: keys, zipf: 1 }, createRandom(1));
  return new Uint32Array(requests).map(() => rank() - 1);
}

/** A function that counts the misses of a policy from an empty cache. */
function replayPolicy(name: PolicyName): (stream: Uint32Array) => number {
  const create = policies[name];
  return (keysAsked) => {
    let at = 0;
    const policy = create({
      capacity,
      mostEntries: capacity,
      createIndex: () => new DenseIndex(keys),
      random: createRandom(2),
      nowUs: () => at * betweenRequestsUs,
    });
    let missed = 0;
    for (; at < keysAsked.length; at++) if (!access(policy, keysAsked[at] as number)) missed += 1;
    return missed;
  };
}

function replayPackage(keysAsked: Uint32Array): number {
  const real = new LRUCache<number, true>({ max: capacity });
  let missed = 0;
  for (let at = 0; at < keysAsked.length; at++) {
    const key = keysAsked[at] as number;
    if (real.get(key) !== undefined) continue;
    missed += 1;
    real.set(key, true);
  }
  return missed;
}
