import type { KeySpace } from '../../scenario/scenario.ts';

/** Keys that are asked for alike. */
export interface KeyClass {
  /** How many; need not be whole. */
  readonly count: number;
  /** The share (0–1) of the requests that is for each of them. */
  readonly probability: number;
  /** What each takes of a cache: 1 where entries are counted, else bytes. */
  readonly weight: number;
}

/** Ranks that are each a class of their own: 1 … so many. */
const loneRanks = 256;
/** From one bin of ranks to the next. */
const binRatio = 1.04;

/**
 * A key space in classes, the most popular first: about a thousand for 10⁹ keys, whose probabilities sum to 1.
 *
 * Popular ranks are classes of their own. The others fall into bins of even width on a logarithmic scale, and each bin into
 * two classes, chosen so that the number of keys, the sum of their probabilities and the sum of the squares are those of the
 * bin: Gauss's quadrature with two points. What sums over all keys is so the sum over the classes to better than 10⁻⁶.
 *
 * @throws RangeError where there is no key, or the skew is negative
 */
export function zipfClasses({ count, zipf }: KeySpace, weight = 1): KeyClass[] {
  if (!(count >= 1) || !(zipf >= 0)) throw new RangeError(`no such key space: ${count} keys, zipf ${zipf}`);
  const unscaled: { readonly count: number; readonly popularity: number }[] = [];
  const lone = Math.min(count, loneRanks);
  for (let rank = 1; rank <= lone; rank++) unscaled.push({ count: 1, popularity: rank ** -zipf });
  for (let from = lone + 1; from <= count; ) {
    const to = Math.min(count + 1, Math.ceil(from * binRatio));
    const keys = to - from;
    const mean = powerSum(zipf, from, to) / keys;
    const spread = Math.sqrt(Math.max(0, powerSum(2 * zipf, from, to) / keys - mean * mean));
    const scale = from ** -zipf;
    unscaled.push({ count: keys / 2, popularity: scale * (mean + spread) });
    unscaled.push({ count: keys / 2, popularity: scale * (mean - spread) });
    from = to;
  }
  const total = unscaled.reduce((sum, { count: keys, popularity }) => sum + keys * popularity, 0);
  return unscaled.map((keys) => ({ count: keys.count, probability: keys.popularity / total, weight }));
}

/**
 * The sum of (k ÷ from)^-zipf for from ≤ k < to, by Euler and Maclaurin: the integral, half of the difference between the ends,
 * and a twelfth of that between their slopes. Exact to rounding where `from` is in the hundreds.
 */
function powerSum(zipf: number, from: number, to: number): number {
  const logRatio = Math.log1p((to - from) / from);
  const exponent = (1 - zipf) * logRatio;
  const integral = from * logRatio * (exponent === 0 ? 1 : Math.expm1(exponent) / exponent);
  const ends = -Math.expm1(-zipf * logRatio) / 2;
  const slopes = (-Math.expm1(-(zipf + 1) * logRatio) * zipf) / (12 * from);
  return integral + ends + slopes;
}
