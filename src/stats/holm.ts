/**
 * P-values adjusted for their number, in the order given: whoever rejects those of at most 0.05 is wrong anywhere with
 * probability 0.05 at most, whatever depends on what (Holm, "A simple sequentially rejective multiple test procedure", 1979).
 */
export function holmAdjusted(ps: readonly number[]): number[] {
  const ascending = ps.map((p, index) => ({ p, index })).sort((one, other) => one.p - other.p);
  const adjusted: number[] = [];
  let highest = 0;
  ascending.forEach(({ p, index }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (ps.length - rank)));
    adjusted[index] = highest;
  });
  return adjusted;
}
