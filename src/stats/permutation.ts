import { createRandom, type Random } from '../support/random.ts';

/** Beyond so many pairs, signs are drawn by chance. */
const mostPairsCounted = 20;
/** Beyond so many ways to split, splits are drawn by chance. */
const mostSplitsCounted = 200_000;
const draws = 19_999;
const seed = 1;

/**
 * How probable so large a mean difference, in either direction, would be if the two of each pair were alike (0–1): each
 * difference could then have had the other sign. Exact up to 20 differences (Fisher, "The design of experiments", 1935, §21),
 * beyond by chance. 1 where there are none, or where one is infinite. With n differences no less than 2 / 2ⁿ: fewer than six
 * never reach 0.05.
 */
export function signFlipP(differences: readonly number[]): number {
  const n = differences.length;
  if (n === 0 || !differences.every(Number.isFinite)) return 1;
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  const atLeast = observed - roundingOf(differences);
  if (n > mostPairsCounted) {
    const random = createRandom(seed);
    return shareOfDraws(
      () =>
        Math.abs(differences.reduce((sum, value) => (random() < 0.5 ? sum + value : sum - value), 0)) >=
        atLeast,
    );
  }
  const countFrom = (index: number, sum: number): number => {
    if (index === n) return Math.abs(sum) >= atLeast ? 1 : 0;
    const value = differences[index] as number;
    return countFrom(index + 1, sum + value) + countFrom(index + 1, sum - value);
  };
  // Turning all signs over changes nothing, so the first may stay as it is.
  return countFrom(1, differences[0] as number) / 2 ** (n - 1);
}

/**
 * How probable so large a difference of means, in either direction, would be if both samples came from the same source
 * (0–1): each value could then have been in either. Exact while there are at most 200,000 ways to split them (Fisher 1935;
 * Pitman 1937), beyond by chance. 1 where a sample is empty, or holds something infinite.
 */
export function permutationP(one: readonly number[], other: readonly number[]): number {
  const pooled = [...one, ...other];
  if (one.length === 0 || other.length === 0 || !pooled.every(Number.isFinite)) return 1;
  const total = pooled.reduce((sum, value) => sum + value, 0);
  // The difference of means grows with the distance of a sample's sum from its share of the total.
  const share = (total * one.length) / pooled.length;
  const observed = Math.abs(one.reduce((sum, value) => sum + value, 0) - share);
  const atLeast = observed - roundingOf(pooled);
  const splits = binomial(pooled.length, one.length);
  if (splits > mostSplitsCounted) {
    const random = createRandom(seed);
    return shareOfDraws(() => Math.abs(sumOfSome(pooled, one.length, random) - share) >= atLeast);
  }
  const countFrom = (index: number, toTake: number, sum: number): number => {
    if (toTake === 0) return Math.abs(sum - share) >= atLeast ? 1 : 0;
    const taking = countFrom(index + 1, toTake - 1, sum + (pooled[index] as number));
    return pooled.length - index > toTake ? taking + countFrom(index + 1, toTake, sum) : taking;
  };
  return countFrom(0, one.length, 0) / splits;
}

/** Counts what was observed among the draws, so that it never is 0 (Phipson and Smyth, "Permutation p-values should never be zero", 2010). */
function shareOfDraws(isAsExtreme: () => boolean): number {
  let extreme = 0;
  for (let drawn = 0; drawn < draws; drawn++) if (isAsExtreme()) extreme += 1;
  return (extreme + 1) / (draws + 1);
}

/** Of so many different places, drawn by selection sampling (Knuth, "Seminumerical algorithms", algorithm 3.4.2 S). */
function sumOfSome(values: readonly number[], count: number, random: Random): number {
  let sum = 0;
  let toTake = count;
  values.forEach((value, index) => {
    if (random() * (values.length - index) >= toTake) return;
    sum += value;
    toTake -= 1;
  });
  return sum;
}

/** Equal sums may differ in their last bits, by the order in which they were added. */
function roundingOf(values: readonly number[]): number {
  return 1e-12 * values.reduce((sum, value) => sum + Math.abs(value), 0);
}

function binomial(n: number, k: number): number {
  let ways = 1;
  for (let taken = 1; taken <= k; taken++) ways = (ways * (n - k + taken)) / taken;
  return Math.round(ways);
}
