/** In so many standard errors, what was looked for and found goes beyond chance. */
const clearStandardErrors = 4;
/** What changes by less, against the mean, is no drift that matters. */
const leastDrift = 0.02;

/** Fewer values do not show whether they drift. */
export const fewestForSteadyState = 10;

/**
 * From which value of a series on it no longer drifts: 0 where it never did, null where no such place is found in its first
 * half. Each value is to sum up many observations, as the median of an interval, so that they vary independently.
 *
 * The beginning is cut off where the mean shifts most clearly (the likelihood ratio test of Worsley, "On the likelihood ratio
 * test for a shift in location of normal populations", 1979), and again, until nothing shifts; what is left must have
 * no trend. That warm-ups end at shifts, if ever, is what Barrett and others found ("Virtual machine warmup blows hot and
 * cold", OOPSLA 2017); that no cut beyond the middle is to be trusted, White ("An effective truncation heuristic for bias
 * reduction in simulation output", 1997), whose MSER cuts less sharply where there are few values.
 */
export function steadyFrom(values: readonly number[]): number | null {
  let from = 0;
  while (2 * from < values.length) {
    const rest = values.slice(from);
    const cut = clearCut(rest, Math.ceil(values.length / 2) - from);
    if (cut === 0) return hasTrend(rest) ? null : from;
    from += cut;
  }
  return null;
}

/** How many values to take away from the beginning, up to the given number, so that both parts vary least; 0 where that is chance. */
function clearCut(values: readonly number[], most: number): number {
  const cuts = Array.from({ length: most }, (_, index) => index + 1);
  const squares = cuts.map(
    (cut) => squaredDeviations(values.slice(0, cut)) + squaredDeviations(values.slice(cut)),
  );
  // Where values are all the same, what is left of their deviations is rounding.
  const rounding = (mean(values) * 1e-9) ** 2;
  const least = Math.min(...squares);
  const cut = cuts[squares.findIndex((square) => square <= least + rounding)] ?? 0;
  const [before, after] = [values.slice(0, cut), values.slice(cut)];
  const variance = least / (values.length - 2);
  const standardError = Math.sqrt(variance * (1 / before.length + 1 / after.length));
  return isClear(Math.abs(mean(before) - mean(after)), standardError, after) ? cut : 0;
}

/** Whether the line through the values (least squares) rises or falls clearly from their first to their last. */
function hasTrend(values: readonly number[]): boolean {
  const [middle, last] = [mean(values), values.length - 1];
  const places = values.map((_, index) => index - last / 2);
  const spread = sum(places.map((place) => place ** 2));
  const slope = sum(places.map((place, index) => place * ((values[index] ?? 0) - middle))) / spread;
  const residuals = values.map((value, index) => value - middle - slope * (places[index] ?? 0));
  const standardError = Math.sqrt(squaredDeviations(residuals) / (values.length - 2) / spread);
  return isClear(Math.abs(slope) * last, standardError * last, values);
}

function isClear(difference: number, standardError: number, around: readonly number[]): boolean {
  return difference > clearStandardErrors * standardError && difference > leastDrift * Math.abs(mean(around));
}

function squaredDeviations(values: readonly number[]): number {
  const middle = mean(values);
  return sum(values.map((value) => (value - middle) ** 2));
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
