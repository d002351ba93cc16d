import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestForSteadyState, steadyFrom } from '../../src/stats/steady-state.ts';
import { createRandom } from '../../src/support/random.ts';

const seeds = fc.nat(2 ** 31);

/** Sums of uniform numbers, so about normal, of mean 0 and standard deviation 1. */
function noise(seed: number, count: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6));
}

describe('steadyFrom', () => {
  it('says of what never changes that it is steady from the start', () => {
    expect(steadyFrom(Array.from({ length: fewestForSteadyState }, () => 7))).toBe(0);
    expect(steadyFrom(Array.from({ length: 40 }, () => 0))).toBe(0);
  });

  it('finds no steady part in a ramp, up or down, with noise or without', () => {
    const slopes = fc.oneof(
      fc.double({ min: 0.3, max: 3, noNaN: true }),
      fc.double({ min: -0.8, max: -0.3, noNaN: true }),
    );
    fc.assert(
      fc.property(seeds, fc.integer({ min: 20, max: 240 }), slopes, (seed, count, rise) => {
        const jitter = noise(seed, count);
        const ramp = jitter.map((_, index) => 1 + rise * (index / count));
        expect(steadyFrom(ramp)).toBeNull();
        expect(
          steadyFrom(ramp.map((value, index) => value + 0.02 * Math.abs(rise) * (jitter[index] ?? 0))),
        ).toBeNull();
      }),
    );
  });

  it('cuts off a warm-up: all of it, and little more', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 20, max: 240 }),
        fc.double({ min: 0.05, max: 0.35, noNaN: true }),
        fc.double({ min: 1.6, max: 20, noNaN: true }),
        (seed, count, share, factor) => {
          const warmUp = Math.max(1, Math.floor(count * share));
          const series = noise(seed, count).map((part, index) => (index < warmUp ? factor : 1) + 0.05 * part);
          const from = steadyFrom(series);
          expect(from).toBeGreaterThanOrEqual(warmUp);
          expect(from).toBeLessThan(count / 2);
        },
      ),
    );
  });

  it('finds noise steady from the start, in 98 of 100 series at least', () => {
    const series = Array.from({ length: 1000 }, (_, seed) => noise(seed, 40).map((part) => 1 + 0.1 * part));
    const fromTheStart = series.filter((values) => steadyFrom(values) === 0).length;
    expect(fromTheStart).toBeGreaterThanOrEqual(980);
  });

  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -10, max: 10 }), (seed, power) => {
        const series = noise(seed, 60).map((part, index) => (index < 9 ? 3 : 1) + 0.2 * part);
        expect(steadyFrom(series.map((value) => value * 2 ** power))).toBe(steadyFrom(series));
      }),
    );
  });

  it('does not take a change of one in a hundred for drift', () => {
    expect(steadyFrom(Array.from({ length: 40 }, (_, index) => (index < 10 ? 1.01 : 1)))).toBe(0);
  });

  it('finds none where the warm-up takes more than half of the time', () => {
    expect(
      steadyFrom(Array.from({ length: 40 }, (_, index) => (index < 28 ? 5 - index * 0.1 : 1))),
    ).toBeNull();
  });
});
