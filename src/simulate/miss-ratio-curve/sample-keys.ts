import { deriveSeed } from '../../support/random.ts';
import type { KeyStream } from './miss-ratio-curve.ts';

/**
 * The requests for the share of the keys that a hash picks (SHARDS: C. Waldspurger et al., Efficient MRC construction with SHARDS,
 * FAST 2015). A cache of so many entries that sees them misses about as a cache does that has 1 ÷ `ratio` as many and sees all.
 */
export function sampleKeys({ order, keys }: KeyStream, ratio: number, seed: number): KeyStream {
  const salt = deriveSeed(seed, 'shards');
  const threshold = ratio * 2 ** 32;
  const sampled = new Uint32Array(order.length);
  let length = 0;
  for (const key of order) {
    if (hashOf(key, salt) >= threshold) continue;
    sampled[length] = key;
    length += 1;
  }
  return { order: sampled.slice(0, length), keys };
}

/**
 * SHARDS-adj: a sample with more or fewer requests than its share of them owes that to popular keys, which hit. So the difference is
 * taken for hits, and misses are told of the requests that there should have been. 0–1.
 */
export function correctedMissRatio(misses: number, requests: number, ratio: number): number {
  return Math.min(1, misses / (requests * ratio));
}

/** The finaliser of MurmurHash3. */
function hashOf(key: number, salt: number): number {
  let hash = (key ^ salt) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
