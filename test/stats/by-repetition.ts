/** The given values as those of repetitions 1, 2, 3, … */
export const byRepetition = (...values: readonly number[]): Map<number, number> =>
  new Map(values.map((value, index) => [index + 1, value]));
