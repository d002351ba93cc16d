import fc from 'fast-check';
import * as hdr from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';

/** Latencies from a microsecond to an hour, small ones as likely as large ones. */
const latencies = fc.array(
  fc.double({ min: 0, max: Math.log10(3.6e9), noNaN: true }).map((exponent) => Math.round(10 ** exponent)),
  { minLength: 1, maxLength: 300 },
);

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

const quantiles = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1];
const quantilesOf = (histogram: LatencyHistogram) =>
  quantiles.map((quantile) => histogram.quantileUs(quantile));

describe('LatencyHistogram', () => {
  it('tells every quantile within 0.1 % of the exact value, the smallest that the share does not exceed', () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, quantile) => {
        const rank = Math.max(1, Math.ceil(quantile * values.length));
        // Whether a product such as 0.7 · 10 is a whole number is up to its last bit, so either side of it is right.
        fc.pre(
          Math.abs(quantile * values.length - Math.round(quantile * values.length)) > 1e-9 || quantile === 1,
        );
        const exact = values.toSorted((one, other) => one - other)[rank - 1] as number;
        expect(Math.abs(histogramOf(values).quantileUs(quantile) - exact)).toBeLessThanOrEqual(exact / 1000);
      }),
    );
  });

  it('tells count, smallest, largest and mean', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const histogram = histogramOf(values);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(histogram.count).toBe(values.length);
        expect(histogram.minUs).toBe(Math.min(...values));
        const max = Math.max(...values);
        expect(Math.abs(histogram.maxUs - max)).toBeLessThanOrEqual(max / 1000);
        expect(histogram.quantileUs(0.999)).toBeLessThanOrEqual(histogram.maxUs);
        expect(Math.abs(histogram.meanUs - mean)).toBeLessThanOrEqual(mean / 1000);
      }),
    );
  });

  it('merges into what recording all values in one would have given, and leaves the merged ones alone', () => {
    fc.assert(
      fc.property(latencies, latencies, (values, others) => {
        const parts = [histogramOf(values), histogramOf(others), new LatencyHistogram()];
        const merged = LatencyHistogram.merge(parts);
        expect(merged.count).toBe(values.length + others.length);
        expect(quantilesOf(merged)).toEqual(quantilesOf(histogramOf([...values, ...others])));
        expect(parts.map(({ count }) => count)).toEqual([values.length, others.length, 0]);
      }),
    );
  });

  it('keeps every quantile when encoded and decoded', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const histogram = histogramOf(values);
        const decoded = LatencyHistogram.decode(histogram.encode());
        expect(decoded.count).toBe(histogram.count);
        expect(quantilesOf(decoded)).toEqual(quantilesOf(histogram));
        expect(decoded.encode()).toBe(histogram.encode());
      }),
    );
  });

  it('tells nothing when empty, also when decoded', () => {
    for (const empty of [new LatencyHistogram(), LatencyHistogram.decode(new LatencyHistogram().encode())]) {
      expect([empty.count, empty.minUs, empty.maxUs, empty.meanUs, empty.quantileUs(0.5)]).toEqual([
        0,
        Number.NaN,
        Number.NaN,
        Number.NaN,
        Number.NaN,
      ]);
    }
  });

  it('counts what takes less than a microsecond as one', () => {
    expect(histogramOf([0, 0.4]).maxUs).toBe(1);
  });

  it('forgets all when reset', () => {
    const histogram = histogramOf([5, 6]);
    histogram.reset();
    expect(histogram.count).toBe(0);
    expect(histogram.maxUs).toBeNaN();
  });

  it('takes a few kilobytes when encoded, whatever the number of values', () => {
    const values = Array.from({ length: 100_000 }, (_, index) => 200 + ((index * 7919) % 100_000));
    expect(histogramOf(values).encode().length).toBeLessThan(8000);
  });

  it('has every value in exactly one of its bins', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e8 }), { minLength: 1 }), (values) => {
        const bins = [...histogramOf(values).bins()];
        const held = bins.map(
          ({ lowUs, highUs }) => values.filter((us) => us >= lowUs && us < highUs).length,
        );
        expect(held).toEqual(bins.map(({ count }) => count));
        expect(held.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      }),
    );
  });

  it('is encoded as the library itself would have recorded the values', () => {
    const any = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 2 ** 40 }));
    fc.assert(
      fc.property(fc.array(fc.oneof(any, fc.constant('encode')), { maxLength: 50 }), (steps) => {
        const ours = new LatencyHistogram();
        const theirs = hdr.build({ numberOfSignificantValueDigits: 3, autoResize: true });
        for (const step of steps) {
          if (typeof step === 'string') ours.encode();
          else {
            ours.record(step);
            theirs.recordValue(Math.max(1, step));
          }
        }
        expect(ours.encode()).toBe(hdr.encodeIntoCompressedBase64(theirs));
        expect([ours.count, ours.minUs]).toEqual(
          theirs.totalCount === 0
            ? [0, Number.NaN]
            : [theirs.totalCount, (theirs as hdr.JsHistogram).minNonZeroValue],
        );
      }),
    );
  });

  it('has no bins when empty', () => {
    expect([...new LatencyHistogram().bins()]).toEqual([]);
  });

  it('refuses to decode other text', () => {
    expect(() => LatencyHistogram.decode('bm90IGEgaGlzdG9ncmFt')).toThrow();
  });
});
