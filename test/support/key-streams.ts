import { access, type CreatePolicy } from '../../src/simulate/eviction/eviction-policy.ts';
import { createRandom } from '../../src/support/random.ts';
import { createZipfSampler } from '../../src/workload/zipf-sampler.ts';
import { aRoom } from './a-room.ts';

/**
 * So many requests with all that eviction policies differ in: popularity by Zipf's law whose ranks drift from key to key, and
 * now and then a scan of keys that never come again and a loop over more keys than small caches hold.
 */
export function aKeyStream(requests: number, seed = 1): Uint32Array {
  const random = createRandom(seed);
  const rank = createZipfSampler({ count: 2000, zipf: 0.9 }, random);
  const stream = new Uint32Array(requests);
  let unseen = 2000;
  let at = 0;
  const ask = (key: number): void => {
    if (at < requests) stream[at++] = key;
  };
  while (at < requests) {
    for (let turn = 0; turn < 3000; turn++) ask((rank() + Math.floor(at / 25)) % 2000);
    for (let turn = 0; turn < 300; turn++) ask(unseen++);
    for (let turn = 0; turn < 600; turn++) ask(turn % 200);
  }
  return stream;
}

/** Of a cache that is empty at first and has room for so many keys. */
export function missRatioOf(create: CreatePolicy, stream: Uint32Array, capacity: number): number {
  const keys = stream.reduce((most, key) => Math.max(most, key), 0) + 1;
  const policy = create(aRoom({ keys, capacity }));
  let misses = 0;
  for (const key of stream) if (!access(policy, key)) misses += 1;
  return misses / stream.length;
}
