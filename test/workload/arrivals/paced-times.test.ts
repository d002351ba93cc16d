import { describe, expect, it } from 'vitest';
import { pacedTimes } from '../../../src/workload/arrivals/paced-times.ts';
import { takeUntil } from './take-until.ts';

describe('pacedTimes', () => {
  it('keeps even distances, the first arrival half of one from the beginning', () => {
    const times = takeUntil(pacedTimes([{ from: 4, to: 4, durationUs: undefined }]), 1e6);
    expect(times).toEqual([125_000, 375_000, 625_000, 875_000]);
  });

  it('comes ever closer on a ramp, and has by its end as many arrivals as its area says', () => {
    const times = takeUntil(pacedTimes([{ from: 0, to: 200, durationUs: 10e6 }]), 10e6);
    expect(times).toHaveLength(1000);
    const distances = times.slice(1).map((atUs, index) => atUs - (times[index] as number));
    expect(distances).toEqual([...distances].sort((one, other) => other - one));
    expect(distances.at(-1)).toBeCloseTo(5000, -1);
  });

  it('ends where the rate has come down to nothing', () => {
    const times = takeUntil(pacedTimes([{ from: 10, to: 0, durationUs: 2e6 }]), Number.POSITIVE_INFINITY);
    expect(times).toHaveLength(10);
    expect(times.at(-1)).toBeLessThan(2e6);
  });
});
