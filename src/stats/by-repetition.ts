/** One value from each repetition that has one, by the repetition's number. */
export type ByRepetition = ReadonlyMap<number, number>;

/** What `between` makes of the two values of each repetition that both have, in the order of the first; NaN counts as absent. */
export function pairedBy(
  one: ByRepetition,
  other: ByRepetition,
  between: (one: number, other: number) => number,
): ByRepetition {
  return new Map(
    [...one].flatMap(([repetition, value]): [number, number][] => {
      const paired = other.get(repetition) ?? Number.NaN;
      return Number.isNaN(value) || Number.isNaN(paired) ? [] : [[repetition, between(value, paired)]];
    }),
  );
}
