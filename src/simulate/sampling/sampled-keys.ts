import type { KeySpace } from '../../scenario/scenario.ts';
import type { Random } from '../../support/random.ts';

/**
 * Ranks (from 1) of the keys in a spatial sample: each of them with the same chance, whatever is asked for. Drawn by the gaps between
 * them, so that it takes no longer for more keys.
 *
 * @param every one key in so many, ≥ 1
 */
export function sampledRanks({ count }: KeySpace, every: number, random: Random): number[] {
  if (every === 1) return Array.from({ length: count }, (_, place) => place + 1);
  const ranks: number[] = [];
  const missed = Math.log1p(-1 / every);
  let rank = 0;
  for (;;) {
    rank += 1 + Math.floor(Math.log1p(-random()) / missed);
    if (rank > count) return ranks;
    ranks.push(rank);
  }
}

/** Σ rank^-zipf over all ranks, by the integral beyond the first thousands (Euler and Maclaurin), to ten digits. */
export function zipfTotal({ count, zipf }: KeySpace): number {
  const exact = Math.min(count, 10_000);
  let total = 0;
  for (let rank = 1; rank <= exact; rank++) total += rank ** -zipf;
  if (count === exact) return total;
  const integral =
    zipf === 1 ? Math.log(count / exact) : (count ** (1 - zipf) - exact ** (1 - zipf)) / (1 - zipf);
  return total + integral + (count ** -zipf - exact ** -zipf) / 2;
}
