import type { Stage } from '../../scenario/scenario.ts';

/**
 * How many arrivals are expected by a time, Λ(t) = ∫ λ(s) ds, where the rate λ goes from stage to stage in straight
 * lines, and the inverse of that. After the last stage its final rate goes on.
 */
export class CumulativeRate {
  readonly #stages: readonly Stage[];
  /** The stage that was reached, when it began, and how many arrivals were expected before it. */
  #index = 0;
  #startUs = 0;
  #expectedBefore = 0;
  /** The last time that was given: by rounding, the next must not lie before it. */
  #lastUs = 0;

  /** `stages`: at least one. */
  constructor(stages: readonly Stage[]) {
    this.#stages = stages;
  }

  /**
   * Λ⁻¹: the time in µs by which so many arrivals are expected; undefined where they never are. To be asked for
   * numbers that do not fall, as stages are left behind.
   */
  timeOf(expected: number): number | undefined {
    const timeUs = this.#invert(expected);
    if (timeUs === undefined) return undefined;
    this.#lastUs = Math.max(this.#lastUs, timeUs);
    return this.#lastUs;
  }

  #invert(expected: number): number | undefined {
    for (;;) {
      const stage = this.#stages[this.#index];
      const beyond = expected - this.#expectedBefore;
      if (stage?.durationUs === undefined) return this.#atFinalRate(beyond);
      const inStage = arrivalsOf(stage.from, stage.to, stage.durationUs);
      if (beyond < inStage) {
        return this.#startUs + timeWithin(stage.from, stage.to, stage.durationUs, beyond);
      }
      this.#index += 1;
      this.#startUs += stage.durationUs;
      this.#expectedBefore += inStage;
    }
  }

  #atFinalRate(beyond: number): number | undefined {
    const rate = this.#stages.at(-1)?.to ?? 0;
    return rate === 0 ? undefined : this.#startUs + (beyond / rate) * 1e6;
  }
}

/** The area under the rate: a trapezium. */
function arrivalsOf(from: number, to: number, durationUs: number): number {
  return (((from + to) / 2) * durationUs) / 1e6;
}

/**
 * The root of from·t + (to − from)·t² / 2d = expected, in the form that loses no digits where from and to are alike.
 */
function timeWithin(from: number, to: number, durationUs: number, expected: number): number {
  const slope = (to - from) / (durationUs / 1e6);
  // Rounding must neither make it negative where the rate falls to 0, nor lead into the next stage.
  const rate = Math.sqrt(Math.max(0, from * from + 2 * slope * expected));
  return from + rate === 0 ? 0 : Math.min(((2 * expected) / (from + rate)) * 1e6, durationUs);
}
