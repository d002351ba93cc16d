/**
 * How throughput grows with the number n of nodes or cores: γn ÷ (1 + α(n − 1) + βn(n − 1)). N. J. Gunther, "Guerrilla Capacity
 * Planning", 2007 (the Universal Scalability Law).
 */
export interface ScalabilityLaw {
  /** γ: what one does alone, per second. */
  readonly alonePerSecond: number;
  /** α, 0–1: the share of the work that waits for a turn. */
  readonly contention: number;
  /** β ≥ 0: the cost of each pair that must agree. */
  readonly coherency: number;
}

/** Throughput of n ≥ 1, per second. */
export function scaledPerSecond(
  { alonePerSecond, contention, coherency }: ScalabilityLaw,
  n: number,
): number {
  return (alonePerSecond * n) / (1 + contention * (n - 1) + coherency * n * (n - 1));
}

/** The n with the highest throughput; Infinity where it grows for ever. Not a whole number, and at least 1. */
export function bestCount({ contention, coherency }: ScalabilityLaw): number {
  return coherency === 0
    ? Number.POSITIVE_INFINITY
    : Math.max(1, Math.sqrt(Math.max(0, 1 - contention) / coherency));
}

/** What contention alone allows, however many there are: γ ÷ α. */
export const roofPerSecond = ({ alonePerSecond, contention }: ScalabilityLaw): number =>
  alonePerSecond / contention;
