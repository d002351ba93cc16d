/** One value from each repetition that has one, by the repetition's number. */
export type ByRepetition = ReadonlyMap<number, number>;

/** Those that both have, in the order of the first; where one of the values is not a number (NaN), it counts as absent. */
export function sharedRepetitions(one: ByRepetition, other: ByRepetition): number[] {
  return [...one].flatMap(([repetition, value]) =>
    Number.isNaN(value) || Number.isNaN(other.get(repetition) ?? Number.NaN) ? [] : [repetition],
  );
}

/** The two values of each repetition that both have, in the order of the first. */
export function sharedPairs(one: ByRepetition, other: ByRepetition): [one: number, other: number][] {
  return sharedRepetitions(one, other).map((repetition) => [
    one.get(repetition) as number,
    other.get(repetition) as number,
  ]);
}
