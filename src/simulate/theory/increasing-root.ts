const mostSteps = 200;
/** Of x, where nothing else is asked for. */
const allDigits = 1e-13;

/**
 * The x > 0 at which a function that increases from 0 reaches a value, by false position on log x (Illinois'
 * variant: M. Dowell and P. Jarratt, "A modified regula falsi method", BIT 11, 1971). Some ten evaluations.
 *
 * @param from a guess, > 0
 * @param closeEnough how far off the result may be, as a share of it; 13 digits are right by default
 * @returns Infinity where the function stays below the value for all x that there are
 */
export function increasingRoot(
  f: (x: number) => number,
  value: number,
  from: number,
  closeEnough = allDigits,
): number {
  let [low, high] = [from, from];
  for (let factor = 2; f(high) < value; factor *= factor) {
    if (high === Number.MAX_VALUE) return Number.POSITIVE_INFINITY;
    low = high;
    high = Math.min(high * factor, Number.MAX_VALUE);
  }
  for (let factor = 2; f(low) > value && low > 0; factor *= factor) {
    high = low;
    low /= factor;
  }
  if (low === 0) return 0;
  return between(f, value, { from: Math.log(low), to: Math.log(high), closeEnough });
}

/** Between two logarithms of x. */
function between(
  f: (x: number) => number,
  value: number,
  { from, to, closeEnough }: { readonly from: number; readonly to: number; readonly closeEnough: number },
): number {
  const missing = (log: number): number => f(Math.exp(log)) - value;
  let [low, high] = [from, to];
  let [below, above] = [missing(low), missing(high)];
  let kept = 0;
  for (let step = 0; step < mostSteps && high - low > closeEnough && below < 0 && above > 0; step++) {
    // Each third step halves, for functions so steep that the chord says nothing.
    const middle = step % 3 === 2 ? (low + high) / 2 : low - (below * (high - low)) / (above - below);
    if (middle <= low || middle >= high) break;
    const there = missing(middle);
    if (there < 0) {
      [low, below] = [middle, there];
      if (kept < 0) above /= 2;
      kept = -1;
    } else {
      [high, above] = [middle, there];
      if (kept > 0) below /= 2;
      kept = 1;
    }
  }
  return Math.exp(-below < above ? low : high);
}
