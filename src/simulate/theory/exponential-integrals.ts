/** Below, the closed forms lose digits by subtraction, and their series take a dozen terms. */
const small = 0.5;

/** ∫ e^(-xv) dv for v in 0…1, x ≥ 0: the mean of e^(-xv). 1 at 0, → 1 ÷ x. */
export function meanDecay(x: number): number {
  return x === 0 ? 1 : -Math.expm1(-x) / x;
}

/** ∫ v e^(-xv) dv for v in 0…1, x ≥ 0: ½ at 0, → 1 ÷ x². */
export function meanDecayedPlace(x: number): number {
  if (x >= small) return (-Math.expm1(-x) - x * Math.exp(-x)) / (x * x);
  return series(placeTerms, x);
}

/** 1 − (1 − e^-x) ÷ x, x ≥ 0: 0 at 0, where it is x ÷ 2, → 1. */
export function shareDecayed(x: number): number {
  if (x >= small) return 1 - meanDecay(x);
  return x * series(shareTerms, x);
}

/** ½ − 1 ÷ x + (1 − e^-x) ÷ x², x ≥ 0: 0 at 0, where it is x ÷ 6, → ½. */
export function meanTimeDecayed(x: number): number {
  if (x >= small) return 0.5 - shareDecayed(x) / x;
  return x * series(timeTerms, x);
}

/** The coefficients of (-x)^k for k = 0…15: for x below one half, the next term would be less than 10⁻¹⁸ of the first. */
const placeTerms = termsOf((k) => 1 / ((k + 2) * factorial(k)));
const shareTerms = termsOf((k) => 1 / factorial(k + 2));
const timeTerms = termsOf((k) => 1 / factorial(k + 3));

function termsOf(coefficient: (k: number) => number): Float64Array {
  return Float64Array.from({ length: 16 }, (_, k) => coefficient(k));
}

/** By Horner's scheme. */
function series(terms: Float64Array, x: number): number {
  let sum = 0;
  for (let k = terms.length - 1; k >= 0; k--) sum = (terms[k] as number) - x * sum;
  return sum;
}

function factorial(n: number): number {
  let product = 1;
  for (let factor = 2; factor <= n; factor++) product *= factor;
  return product;
}
