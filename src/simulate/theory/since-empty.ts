import { eventsWithin } from './events-within.ts';
import { meanDecay } from './exponential-integrals.ts';

/** A key in a cache that has begun empty, as long as nothing has expired or been evicted. */
export interface FillingKey {
  /** Requests that store it where it is not stored. */
  readonly perSecond: number;
  /** How often something puts an end to it at random, as a write that invalidates it. */
  readonly endsPerSecond: number;
  /** How often it goes out of date without the cache being told. */
  readonly unheardPerSecond: number;
}

/** A stretch of time, counted from when the cache was empty. */
export interface SinceEmpty {
  readonly fromUs: number;
  /** Above `fromUs`. */
  readonly toUs: number;
}

/** Means over the stretch. */
export interface Filling {
  /** For what share of it (0–1) the key is stored, which is its hit ratio too (Poisson arrivals see time averages). */
  readonly stored: number;
  /** For what share of it the key is stored and out of date. */
  readonly outOfDate: number;
  /** The age of what is stored, times the share of time for which it is, in µs. */
  readonly ageUs: number;
}

/**
 * How a key fills in: p′ = λ(1 − p) − μp from p(0) = 0, so p(s) = λ ÷ (λ + μ) · (1 − e^-(λ+μ)s). What is stored and up to date
 * likewise, u′ = λ(1 − p) − (μ + c)u, and the age, a′ = p − μa: linear equations, whose solutions are sums of exponentials. It is
 * what a measurement sees that begins before the first lifetime is over.
 */
export function whileFilling(
  { perSecond, endsPerSecond, unheardPerSecond }: FillingKey,
  { fromUs, toUs }: SinceEmpty,
): Filling {
  if (perSecond === 0) return { stored: 0, outOfDate: 0, ageUs: 0 };
  /** The mean of e^-rate·s over the stretch. */
  const decayed = (rate: number): number =>
    Math.exp(-eventsWithin(rate, fromUs)) * meanDecay(eventsWithin(rate, toUs - fromUs));
  /** The mean of (1 − e^-rate·s) ÷ rate, in seconds. */
  const grown = (rate: number): number =>
    eventsWithin(rate, toUs) < 1e-6 ? (fromUs + toUs) / 2e6 : (1 - decayed(rate)) / rate;

  const turnover = perSecond + endsPerSecond;
  const share = perSecond / turnover;
  const stored = perSecond * grown(turnover);
  // Where the two rates meet, the quotient below has a limit, which a rate beside it gives to six digits.
  const leaving = endsPerSecond + unheardPerSecond;
  const leavesAt = Math.abs(leaving / turnover - 1) < 1e-6 ? leaving * (1 + 1e-6) : leaving;
  const upToDate =
    unheardPerSecond === 0
      ? stored
      : share * endsPerSecond * grown(leavesAt) +
        (share * perSecond * (decayed(turnover) - decayed(leavesAt))) / (leavesAt - turnover);
  const age = share * (grown(endsPerSecond) - (decayed(endsPerSecond) - decayed(turnover)) / perSecond);
  return { stored, outOfDate: Math.max(0, stored - upToDate), ageUs: 1e6 * Math.max(0, age) };
}
