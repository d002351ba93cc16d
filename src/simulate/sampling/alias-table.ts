import type { Random } from '../../support/random.ts';

/**
 * Draws places with the given chances in constant time (A. J. Walker, "An efficient method for generating discrete random variables
 * with general distributions", ACM TOMS 3, 1977; built as M. D. Vose has it, IEEE TSE 17, 1991).
 *
 * @param weights ≥ 0, at least one above 0
 */
export function createAliasTable(weights: Float64Array, random: Random): () => number {
  const { length } = weights;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / length;
  const kept = weights.map((weight) => weight / mean);
  const alias = Uint32Array.from({ length }, (_, place) => place);
  const small: number[] = [];
  const large: number[] = [];
  kept.forEach((share, place) => {
    (share < 1 ? small : large).push(place);
  });
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop() as number, large.pop() as number];
    alias[less] = more;
    kept[more] = (kept[more] as number) + (kept[less] as number) - 1;
    ((kept[more] as number) < 1 ? small : large).push(more);
  }
  for (const place of [...small, ...large]) kept[place] = 1;
  return () => {
    const drawn = random() * length;
    const place = Math.floor(drawn);
    return drawn - place < (kept[place] as number) ? place : (alias[place] as number);
  };
}
