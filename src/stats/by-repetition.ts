/** One value from each repetition that has one, by the repetition's number. */
export type ByRepetition = ReadonlyMap<number, number>;

/** The two values of each repetition that has both; those that are not numbers (NaN) count as absent. */
export function sharedPairs(one: ByRepetition, other: ByRepetition): [one: number, other: number][] {
  return [...one].flatMap(([repetition, value]): [number, number][] => {
    const partner = other.get(repetition) ?? Number.NaN;
    return Number.isNaN(value) || Number.isNaN(partner) ? [] : [[value, partner]];
  });
}
