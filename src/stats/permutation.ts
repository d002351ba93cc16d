import { createRandom, type Random } from '../support/random.ts';
import { type Rearrangements, stepDownPs } from './step-down.ts';

/** Beyond so many pairs, signs are drawn by chance. */
const mostPairsCounted = 16;
/** Beyond so many ways to split, splits are drawn by chance. */
const mostSplitsCounted = 50_000;
const draws = 19_999;
const seed = 1;

/**
 * How probable so large a mean difference, in either direction, would be if the two of each pair were alike (0–1): each
 * difference could then have had the other sign. Exact up to 16 pairs (Fisher, "The design of experiments", 1935, §21), beyond
 * by chance. With n pairs no less than 2 / 2ⁿ: fewer than six never reach 0.05.
 *
 * Several figures of the same pairs flip their signs together, and their p-values are adjusted for their number (see
 * `stepDownPs`).
 *
 * @param figures - of each figure, the difference of each pair, in the same order; NaN where a pair lacks the figure
 * @returns a value for each figure; 1 where it has no difference, or an infinite one
 */
export function signFlipPs(figures: readonly (readonly number[])[]): number[] {
  return stepDownPs(figures, (usable): Rearrangements => {
    const columns = usable.map((values) => values.map((value) => (Number.isNaN(value) ? 0 : value)));
    // How far the mean of signed differences lies out is the cosine of their angle to all ones: their squares never change.
    const lengths = usable.map((values) => {
      const present = values.filter((value) => !Number.isNaN(value));
      return Math.sqrt(present.length * sumOf(present.map((value) => value * value)));
    });
    const sums = columns.map(sumOf);
    const extremes = () => sums.map((sum, figure) => share(sum, lengths[figure] as number));
    const pairs = columns[0]?.length ?? 0;
    return {
      observed: extremes(),
      *others() {
        if (pairs > mostPairsCounted) {
          const random = createRandom(seed);
          for (let drawn = 0; drawn < draws; drawn++) {
            const signs = Array.from({ length: pairs }, () => (random() < 0.5 ? 1 : -1));
            for (const [figure, values] of columns.entries())
              sums[figure] = values.reduce((sum, value, pair) => sum + value * (signs[pair] as number), 0);
            yield extremes();
          }
          return;
        }
        // Turning all signs over changes nothing, so the last may stay as it is. One sign at a time (Gray 1953).
        const signs = columns[0]?.map(() => 1) ?? [];
        for (let step = 1; step < 2 ** (pairs - 1); step++) {
          const pair = 31 - Math.clz32(step & -step);
          signs[pair] = -(signs[pair] as number);
          for (const [figure, values] of columns.entries())
            sums[figure] = (sums[figure] as number) + 2 * (signs[pair] as number) * (values[pair] as number);
          yield extremes();
        }
      },
    };
  });
}

/**
 * How probable so large a difference of means, in either direction, would be if both samples came from the same source
 * (0–1): each trial could then have been in either. Exact while there are at most 50,000 ways to split them (Fisher 1935;
 * Pitman 1937), beyond by chance. Several figures of the same trials are split together, and their p-values are adjusted for
 * their number.
 *
 * @param ones - of each figure, the value of each trial of the one sample, in the same order; NaN where a trial lacks it
 * @param others - likewise of the other sample
 * @returns a value for each figure; 1 where a sample of it is empty, or holds something infinite
 */
export function permutationPs(
  ones: readonly (readonly number[])[],
  others: readonly (readonly number[])[],
): number[] {
  const inOne = ones[0]?.length ?? 0;
  const pooled = ones.map((values, figure) => {
    const all = [...values, ...(others[figure] ?? [])];
    const isEmpty = [values, others[figure] ?? []].some((sample) => sample.every(Number.isNaN));
    // What is all infinite is not compared.
    return isEmpty ? all.map(() => Number.POSITIVE_INFINITY) : all;
  });
  return stepDownPs(pooled, (usable): Rearrangements => {
    const columns = usable.map(centred);
    const trials = columns[0]?.length ?? 0;
    const lengths = columns.map((values) => Math.sqrt(sumOf(values.map((value) => value * value))));
    const extremesOf = (members: readonly number[]) =>
      columns.map((values, figure) =>
        share(
          members.reduce((sum, trial) => sum + (values[trial] as number), 0),
          lengths[figure] as number,
        ),
      );
    const splits = binomial(trials, inOne);
    const seen = Array.from({ length: inOne }, (_, trial) => trial);
    return {
      observed: extremesOf(seen),
      *others() {
        if (splits <= mostSplitsCounted) {
          const all = combinations(trials, inOne);
          // The first is the split that was seen.
          all.next();
          for (const members of all) yield extremesOf(members);
          return;
        }
        const random = createRandom(seed);
        for (let drawn = 0; drawn < draws; drawn++) yield extremesOf(someOf(trials, inOne, random));
      },
    };
  });
}

/** As distances from their mean; what is absent lies there. */
function centred(values: readonly number[]): number[] {
  const present = values.filter((value) => !Number.isNaN(value));
  const mean = sumOf(present) / present.length;
  return values.map((value) => (Number.isNaN(value) ? 0 : value - mean));
}

function share(sum: number, length: number): number {
  return length === 0 ? 0 : Math.abs(sum) / length;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** All ways to choose so many of the first whole numbers, in lexicographic order, from `0, 1, 2 …` on. */
function* combinations(n: number, count: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: count }, (_, index) => index);
  for (;;) {
    yield chosen;
    let place = count - 1;
    while (place >= 0 && chosen[place] === n - count + place) place -= 1;
    if (place < 0) return;
    chosen[place] = (chosen[place] as number) + 1;
    for (let next = place + 1; next < count; next++) chosen[next] = (chosen[next - 1] as number) + 1;
  }
}

/** So many different places, by selection sampling (Knuth, "Seminumerical algorithms", algorithm 3.4.2 S). */
function someOf(n: number, count: number, random: Random): number[] {
  const chosen: number[] = [];
  for (let place = 0; place < n; place++) {
    if (random() * (n - place) < count - chosen.length) chosen.push(place);
  }
  return chosen;
}

function binomial(n: number, k: number): number {
  let ways = 1;
  for (let taken = 1; taken <= k; taken++) ways = (ways * (n - k + taken)) / taken;
  return Math.round(ways);
}
