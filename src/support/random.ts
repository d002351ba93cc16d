import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A source of numbers, uniform in [0, 1). Handed in wherever chance plays a part. */
export type Random = () => number;

/** A reproducible source: the same seed (an integer, of which 32 bits count) gives the same numbers on every machine. */
export function createRandom(seed: number): Random {
  // The generator takes the seed as it is for its state, and small seeds would all begin with numbers close to 1.
  const generator = xoroshiro128plus(spreadBits((seed + 0x9e3779b9) | 0));
  return () => uniformFloat64(generator);
}

/**
 * A seed (32-bit, unsigned) for one purpose within a run, so that streams which must not depend on each other
 * do not: `deriveSeed(7, 'measure', 2)`. FNV-1a over the labels, then their bits are spread.
 */
export function deriveSeed(seed: number, ...labels: readonly (string | number)[]): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (const character of labels.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
  }
  return spreadBits(hash);
}

/** The finaliser of MurmurHash3: each bit of the input changes about half of the output's, and no two inputs meet. */
function spreadBits(bits: number): number {
  let spread = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  spread = Math.imul(spread ^ (spread >>> 13), 0xc2b2ae35);
  return (spread ^ (spread >>> 16)) >>> 0;
}

/** A new array in a random order (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
}
