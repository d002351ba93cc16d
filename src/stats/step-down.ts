/** How far out several figures lie, 0–1: as seen, and in every other arrangement that would have been as probable. */
export interface Rearrangements {
  readonly observed: readonly number[];
  others(): Iterable<readonly number[]>;
}

/** Equal sums may differ in their last bits, by the order in which they were added. */
const rounding = 1e-10;

/**
 * P-values of several figures of the same trials, adjusted for their number: whoever rejects those of at most 0.05 is wrong
 * anywhere with probability 0.05 at most. The step-down maximum of Westfall and Young, "Resampling-based multiple testing",
 * 1993, algorithm 4.1: the figure that lies furthest out is held against the furthest of all figures in every arrangement, the
 * next against the furthest of the others, and so on. All figures are rearranged together, so what moves together, as the
 * percentiles of one histogram do, is not paid for twice. Of a single figure it is the plain p-value.
 *
 * A p-value never is 0: what was seen is one of the arrangements (Phipson and Smyth, "Permutation p-values should never be
 * zero", 2010).
 *
 * @param figures - the values of each figure. One with no value, or an infinite one, takes no part and is given 1
 * @param rearrange - is given the figures that take part
 */
export function stepDownPs(
  figures: readonly (readonly number[])[],
  rearrange: (usable: readonly (readonly number[])[]) => Rearrangements,
): number[] {
  const places = figures.flatMap((values, place) => (isUsable(values) ? [place] : []));
  const ps = figures.map(() => 1);
  if (places.length === 0) return ps;

  const { observed, others } = rearrange(places.map((place) => figures[place] as readonly number[]));
  const descending = observed
    .map((_, figure) => figure)
    .sort((one, other) => (observed[other] as number) - (observed[one] as number));
  const extreme = observed.map(() => 1);
  let arrangements = 1;
  for (const distances of others()) {
    arrangements += 1;
    let furthest = 0;
    for (let rank = descending.length - 1; rank >= 0; rank--) {
      const figure = descending[rank] as number;
      furthest = Math.max(furthest, distances[figure] as number);
      if (furthest >= (observed[figure] as number) - rounding) extreme[figure] = (extreme[figure] ?? 0) + 1;
    }
  }
  let highest = 0;
  for (const figure of descending) {
    highest = Math.max(highest, (extreme[figure] as number) / arrangements);
    ps[places[figure] as number] = highest;
  }
  return ps;
}

function isUsable(values: readonly number[]): boolean {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.length > 0 && present.every(Number.isFinite);
}
