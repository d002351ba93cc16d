import type { KeySpace } from '../scenario/scenario.ts';
import type { Random } from '../support/random.ts';

/**
 * Draws ranks 1…count, rank k with a probability proportional to k^-zipf: 0 is uniform, and values around and
 * above 1 are as good as any. Constant time and no tables, so a billion keys cost what ten do.
 *
 * W. Hörmann, G. Derflinger: Rejection-inversion to generate variates from monotone discrete distributions, ACM
 * Transactions on Modeling and Computer Simulation 6 (1996). The names are the paper's: `h` is the density
 * without its constant, `H` an integral of it. A point is drawn under the continuous h by inverting H and
 * rounded to a rank; the few points that the rounding would favour, under two in a hundred, are rejected.
 */
export function createZipfSampler({ count, zipf }: KeySpace, random: Random): () => number {
  const h = (x: number) => Math.exp(-zipf * Math.log(x));
  // H(x) = (x^(1-zipf) - 1) / (1 - zipf), which tends to log x as zipf nears 1.
  const H = (x: number) => Math.log(x) * expm1Ratio((1 - zipf) * Math.log(x));
  const inverseOfH = (y: number) => Math.exp(y * log1pRatio(Math.max(-1, y * (1 - zipf))));

  // Rank 1 takes exactly its own mass, 1 = h(1), however steep the density is to its left.
  const from = H(1.5) - 1;
  const to = H(count + 0.5);
  // A point no further than this left of its rank is accepted without computing H.
  const surelyUnder = 2 - inverseOfH(H(2.5) - h(2));

  return () => {
    for (;;) {
      const y = to + random() * (from - to);
      const x = inverseOfH(y);
      const rank = Math.min(count, Math.max(1, Math.round(x)));
      if (rank - x <= surelyUnder || y >= H(rank + 0.5) - h(rank)) return rank;
    }
  };
}

/** (e^x - 1) / x, by its series where the division would lose all digits. */
function expm1Ratio(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2 + (x * x) / 6;
}

/** log(1 + x) / x, likewise. */
function log1pRatio(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x / 2 + (x * x) / 3;
}
