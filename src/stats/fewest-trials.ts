/** The largest p-value at which a difference is claimed. */
const significance = 0.05;

/**
 * Whether so many trials in each of two runs can establish any difference at 5 %, in the best of cases: the exact test counts
 * the ways to split all trials into two such runs, none of which is more extreme than what was seen, and Holm multiplies the
 * smallest p-value by the number of comparisons. In runs of the same size, the opposite split is as extreme.
 */
export function canEstablish(before: number, after: number, comparisons: number): boolean {
  const extremes = before === after ? 2 : 1;
  return (extremes / waysToSplit(before, after)) * Math.max(1, comparisons) <= significance;
}

/** The fewest trials in each of two runs of the same size that can: 4 for one comparison, 5 for two. */
export function fewestTrials(comparisons: number): number {
  let trials = 2;
  while (!canEstablish(trials, trials, comparisons)) trials += 1;
  return trials;
}

function waysToSplit(before: number, after: number): number {
  let ways = 1;
  for (let taken = 1; taken <= after; taken++) ways = (ways * (before + taken)) / taken;
  return ways;
}
