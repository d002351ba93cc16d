import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateDifference,
  estimateGeometricMean,
  estimateMean,
  estimatePairedDifference,
  estimatePairedRatio,
  estimateRatio,
} from '../../src/stats/estimate.ts';
import { byRepetition } from './by-repetition.ts';

const positive = fc.array(fc.double({ min: 0.1, max: 1000, noNaN: true }), { minLength: 5, maxLength: 12 });

describe('estimates', () => {
  it('are means with an interval about them, the same each time', () => {
    const estimate = estimateMean([10, 12, 11, 13, 9, 11]);
    expect(estimate).toMatchObject({ n: 6, value: 11 });
    expect(estimate.interval?.low).toBeGreaterThan(8);
    expect(estimate.interval?.low).toBeLessThan(10.2);
    expect(estimate.interval?.high).toBeGreaterThan(11.8);
    expect(estimate.interval?.high).toBeLessThan(14);
    expect(estimateMean([10, 12, 11, 13, 9, 11])).toEqual(estimate);
  });

  it('are geometric means of what varies by factors', () => {
    expect(estimateGeometricMean([1, 100]).value).toBeCloseTo(10, 12);
    expect(estimatePairedRatio(byRepetition(1, 1), byRepetition(2, 8)).value).toBeCloseTo(4, 12);
    expect(estimateRatio([1, 4], [1, 1, 64]).value).toBeCloseTo(2, 12);
  });

  it('compare within repetitions, so that a slow repetition slows both', () => {
    const estimate = estimatePairedRatio(
      byRepetition(100, 50, 200, 80, 10),
      byRepetition(200, 100, 400, 160, 20),
    );
    expect(estimate).toEqual({ n: 5, value: 2, interval: { low: 2, high: 2 } });
    expect(estimatePairedDifference(byRepetition(0.5, 0.75), byRepetition(0.625, 0.875))).toEqual({
      n: 2,
      value: 0.125,
      interval: { low: 0.125, high: 0.125 },
    });
  });

  it('use only repetitions that have both, and no values that are not numbers', () => {
    const [one, other] = [
      byRepetition(10, Number.NaN, 10),
      new Map([
        [1, 30],
        [2, 5],
        [4, 7],
      ]),
    ];
    expect(estimatePairedRatio(one, other)).toMatchObject({ n: 1, interval: undefined });
    expect(estimatePairedRatio(one, other).value).toBeCloseTo(3, 12);
    expect(estimateMean([Number.NaN, 4])).toEqual({ n: 1, value: 4, interval: undefined });
  });

  it('have no interval of fewer than two values', () => {
    expect(estimateMean([])).toEqual({ n: 0, value: Number.NaN, interval: undefined });
    expect(estimateMean([7]).interval).toBeUndefined();
    expect(estimateDifference([1, 2, 3], [1])).toMatchObject({ n: 1, value: -1, interval: undefined });
  });

  it("fall back to Student's t for two to four values", () => {
    // R: t.test(c(1, 2, 3, 4))$conf.int
    const interval = estimateMean([1, 2, 3, 4]).interval;
    expect(interval?.low).toBeCloseTo(0.4457397, 3);
    expect(interval?.high).toBeCloseTo(4.5542603, 3);
  });

  it('take two zeros as alike, and have no interval about something to nothing', () => {
    const zeros = byRepetition(0, 0, 0, 0, 0, 0);
    expect(estimatePairedRatio(zeros, zeros)).toEqual({ n: 6, value: 1, interval: { low: 1, high: 1 } });
    expect(estimateRatio([0, 0], [0, 0, 0])).toEqual({ n: 2, value: 1, interval: { low: 1, high: 1 } });
    expect(estimatePairedRatio(zeros, byRepetition(1, 1, 1, 1, 1, 1))).toEqual({
      n: 6,
      value: Number.POSITIVE_INFINITY,
      interval: undefined,
    });
    expect(estimateRatio([1, 2], [0, 0])).toEqual({ n: 2, value: 0, interval: undefined });
    expect(estimateGeometricMean([0, 5])).toEqual({ n: 2, value: 0, interval: undefined });
    expect(estimatePairedDifference(zeros, zeros)).toEqual({ n: 6, value: 0, interval: { low: 0, high: 0 } });
  });

  it('keep a finite interval where all values but one are equal, as failures often are', () => {
    const { value, interval } = estimateMean([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.001]);
    expect(value).toBeCloseTo(0.0001, 12);
    expect(interval?.low).toBeLessThanOrEqual(value);
    expect(interval?.high).toBeGreaterThan(value);
    expect(interval?.high).toBeLessThan(0.01);
  });

  it('hold their value within their interval', () => {
    const estimators = [estimateMean, estimateGeometricMean];
    fc.assert(
      fc.property(positive, fc.constantFrom(...estimators), (values, estimate) => {
        const { value, interval } = estimate(values, { resamples: 99, seed: 1 });
        const slack = 1e-9 * value;
        expect(interval?.low).toBeLessThanOrEqual(value + slack);
        expect(interval?.high).toBeGreaterThanOrEqual(value - slack);
      }),
    );
  });

  it('scale with their values, and ratios do not', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, factor) => {
        const scaled = values.map((value) => value * factor);
        const [before, after] = [estimateGeometricMean(values), estimateGeometricMean(scaled)];
        expect((after.interval?.high ?? 0) / (before.interval?.high ?? 1) / factor).toBeCloseTo(1, 6);
        const other = [...values].reverse();
        const ratio = estimateRatio(values, other);
        const ratioOfScaled = estimateRatio(
          scaled,
          other.map((value) => value * factor),
        );
        expect((ratioOfScaled.interval?.low ?? 0) / (ratio.interval?.low ?? 1)).toBeCloseTo(1, 6);
      }),
      { numRuns: 20 },
    );
  });
});
