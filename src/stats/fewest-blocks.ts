/**
 * The fewest blocks in which so many comparisons can establish any difference at 5 %: of n blocks, the exact test cannot
 * give a p-value below 2 ÷ 2ⁿ, and Holm multiplies the smallest by their number.
 */
export function fewestBlocks(comparisons: number): number {
  return Math.ceil(Math.log2((2 * Math.max(1, comparisons)) / 0.05));
}
