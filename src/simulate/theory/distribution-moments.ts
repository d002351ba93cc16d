import type { Distribution } from '../../support/distribution.ts';

/** The mean, in the distribution's own unit. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.min + distribution.max) / 2;
    case 'lognormal':
      return distribution.median * Math.exp(sigmaOf(distribution) ** 2 / 2);
    case 'bimodal':
      return distribution.fast + (distribution.slow - distribution.fast) * distribution.slowShare;
  }
}

/** The variance ÷ the squared mean; 0 where the mean is 0. */
export function squaredVariationOf(distribution: Distribution): number {
  const mean = meanOf(distribution);
  if (mean === 0) return 0;
  switch (distribution.kind) {
    case 'constant':
      return 0;
    case 'uniform':
      return ((distribution.max - distribution.min) / mean) ** 2 / 12;
    case 'lognormal':
      return Math.expm1(sigmaOf(distribution) ** 2);
    case 'bimodal': {
      const { fast, slow, slowShare } = distribution;
      return (slowShare * (1 - slowShare) * (slow - fast) ** 2) / mean ** 2;
    }
  }
}

export interface ValuesUpTo {
  /** Of all values, 0–1. */
  readonly share: number;
  /** 0 where there are none. */
  readonly mean: number;
}

/** How many values are at most so much, and the mean of those. */
export function valuesUpTo(distribution: Distribution, most: number): ValuesUpTo {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value <= most ? { share: 1, mean: distribution.value } : none;
    case 'uniform': {
      const { min, max } = distribution;
      if (most >= max) return { share: 1, mean: (min + max) / 2 };
      return most < min ? none : { share: (most - min) / (max - min), mean: (min + most) / 2 };
    }
    case 'lognormal': {
      const sigma = sigmaOf(distribution);
      if (sigma === 0) return distribution.median <= most ? { share: 1, mean: distribution.median } : none;
      const z = Math.log(most / distribution.median) / sigma;
      const share = normalShareBelow(z);
      return share === 0
        ? none
        : { share, mean: (meanOf(distribution) * normalShareBelow(z - sigma)) / share };
    }
    case 'bimodal': {
      const parts = [
        { value: distribution.fast, share: 1 - distribution.slowShare },
        { value: distribution.slow, share: distribution.slowShare },
      ].filter(({ value }) => value <= most);
      const share = parts.reduce((sum, part) => sum + part.share, 0);
      const total = parts.reduce((sum, part) => sum + part.share * part.value, 0);
      return share === 0 ? none : { share, mean: total / share };
    }
  }
}

const none: ValuesUpTo = { share: 0, mean: 0 };

/** The 99th percentile of the standard normal distribution. */
const z99 = 2.3263478740408408;

function sigmaOf({ median, p99 }: { readonly median: number; readonly p99: number }): number {
  return Math.log(p99 / median) / z99;
}

/** Φ, to 10⁻⁷: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17. */
function normalShareBelow(z: number): number {
  if (z < 0) return 1 - normalShareBelow(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
