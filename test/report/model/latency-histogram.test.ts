import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../../src/measure/histogram.ts';
import { binsPerDecade, logBins, withoutTails } from '../../../src/report/model/latency-histogram.ts';

function binsOf(latenciesUs: readonly number[]) {
  const histogram = new LatencyHistogram();
  for (const latency of latenciesUs) histogram.record(latency);
  return logBins(histogram.bins());
}

const latencies = fc.array(fc.integer({ min: 1, max: 60e6 }), { minLength: 1, maxLength: 200 });

describe('logarithmic bins', () => {
  it('hold every value once: their shares sum to 1', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const sum = binsOf(values).reduce((total, { share }) => total + share, 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });

  it('hold each value where it belongs: nothing moves further than its own precision', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const bins = binsOf(values);
        for (const { highUs } of bins) {
          const held = bins.filter((bin) => bin.highUs <= highUs).reduce((sum, { share }) => sum + share, 0);
          const slackUs = 1 + highUs / 1000;
          const shareBelow = (bound: number): number =>
            values.filter((value) => value < bound).length / values.length;
          expect(held).toBeGreaterThanOrEqual(shareBelow(highUs - slackUs) - 1e-9);
          expect(held).toBeLessThanOrEqual(shareBelow(highUs + slackUs) + 1e-9);
        }
      }),
    );
  });

  it('are evenly wide on a logarithmic axis, ascend and do not overlap', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const bins = binsOf(values);
        for (const [index, { lowUs, highUs }] of bins.entries()) {
          expect(highUs / lowUs).toBeCloseTo(10 ** (1 / binsPerDecade), 9);
          expect(lowUs).toBeGreaterThan((bins[index - 1]?.highUs ?? 0) * (1 - 1e-12));
        }
      }),
    );
  });

  it('make no comb of whole microseconds: an even distribution grows by the width of its bins', () => {
    const bins = binsOf(Array.from({ length: 91 }, (_, place) => 10 + place));
    const densities = bins.slice(1, -1).map(({ lowUs, highUs, share }) => share / (highUs - lowUs));
    expect(densities.length).toBeGreaterThan(9);
    for (const density of densities) expect(density * 91).toBeCloseTo(1, 6);
  });

  it('have none where nothing was recorded', () => {
    expect(binsOf([])).toEqual([]);
  });
});

describe('a histogram without its tails', () => {
  it('loses a value in two thousand, and no more', () => {
    const values = [3, ...Array.from({ length: 1998 }, () => 1000), 9e6];
    const bins = binsOf(values);
    expect(bins.length).toBeGreaterThan(2);
    const kept = withoutTails(bins, 0.001);
    expect(kept.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1998 / 2000, 9);
  });

  it('stays as it is where each value counts', () => {
    const bins = binsOf([10, 100, 1000]);
    expect(withoutTails(bins, 0.001)).toEqual(bins);
  });
});
