import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../src/scenario/scenario.ts';
import { CumulativeRate } from '../../../src/workload/arrivals/cumulative-rate.ts';

const rate = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 10_000, noNaN: true }));
const stages: fc.Arbitrary<Stage[]> = fc.array(
  fc.record({ from: rate, to: rate, durationUs: fc.integer({ min: 1, max: 60e6 }) }),
  { minLength: 1, maxLength: 6 },
);

/** By the definition: the areas of whole stages, and of the part of one. */
function expectedBy(timeUs: number, all: readonly Stage[]): number {
  let expected = 0;
  let startUs = 0;
  for (const { from, to, durationUs = 0 } of all) {
    const partUs = Math.min(Math.max(0, timeUs - startUs), durationUs);
    const reached = from + ((to - from) * partUs) / durationUs;
    expected += (((from + reached) / 2) * partUs) / 1e6;
    startUs += durationUs;
  }
  return expected + ((all.at(-1)?.to ?? 0) * Math.max(0, timeUs - startUs)) / 1e6;
}

describe('CumulativeRate', () => {
  it('gives the time by which so many arrivals are expected, and never a time before the last', () => {
    fc.assert(
      fc.property(stages, fc.array(fc.double({ min: 0, max: 1e5, noNaN: true })), (all, numbers) => {
        const cumulative = new CumulativeRate(all);
        let lastUs = 0;
        for (const expected of numbers.sort((one, other) => one - other)) {
          const timeUs = cumulative.timeOf(expected);
          if (timeUs === undefined) {
            expect(all.at(-1)?.to).toBe(0);
            expect(expectedBy(1e12, all)).toBeLessThanOrEqual(expected * (1 + 1e-9) + 1e-9);
            continue;
          }
          expect(timeUs).toBeGreaterThanOrEqual(lastUs);
          expect(Math.abs(expectedBy(timeUs, all) - expected)).toBeLessThan(1e-6 * (1 + expected));
          lastUs = timeUs;
        }
      }),
    );
  });

  it('keeps a stage without an end', () => {
    const cumulative = new CumulativeRate([{ from: 500, to: 500, durationUs: undefined }]);
    expect(cumulative.timeOf(1)).toBe(2000);
    expect(cumulative.timeOf(5e6)).toBe(1e10);
  });
});
