import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrivalRecorder, arrivalsByInterval } from '../../src/measure/arrivals.ts';

const second = 1e6;
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function recorded(sinceUs: number, timesUs: readonly number[]) {
  const recorder = new ArrivalRecorder(sinceUs);
  for (const atUs of timesUs) recorder.record(atUs);
  return recorder.arrivals();
}

describe('ArrivalRecorder', () => {
  it('counts by ticks of a 64th of a second since it began', () => {
    const arrivals = recorded(5 * second, [5 * second, 5.001 * second, 5.02 * second, 5.05 * second]);
    expect(arrivals).toEqual({ sinceUs: 5 * second, tickUs: second / 64, calls: [2, 1, 0, 1] });
  });

  it('makes its ticks longer rather than more than 16,384, and loses no call', () => {
    const timesUs = Array.from({ length: 3601 }, (_, index) => index * second);
    const { tickUs, calls } = recorded(0, timesUs);
    expect(tickUs).toBe(second / 4);
    expect(calls).toHaveLength(4 * 3600 + 1);
    expect(calls.filter((_, tick) => tick % 4 === 0).every((count) => count === 1)).toBe(true);
    expect(sum(calls)).toBe(3601);
  });
});

describe('arrivalsByInterval', () => {
  const quarters = { beganAtUs: 10 * second, intervalUs: second / 4, count: 4 };

  it('adds up all servers, whenever each began to count', () => {
    const servers = [
      recorded(9.9 * second, [10.1 * second, 10.6 * second]),
      recorded(3.21 * second, [10.12 * second, 10.95 * second]),
    ];
    expect(arrivalsByInterval(servers, quarters)).toEqual([2, 0, 1, 1]);
  });

  it('leaves out what came before the first interval and after the last', () => {
    const server = recorded(8 * second, [9.9 * second, 10.1 * second, 11.1 * second]);
    expect(arrivalsByInterval([server], quarters)).toEqual([1, 0, 0, 0]);
    expect(arrivalsByInterval([server], { ...quarters, count: 0 })).toEqual([]);
  });

  it('counts each call in its interval, or in the neighbour within half a tick of their border', () => {
    const scene = fc.record({
      sinceUs: fc.nat(10 * second),
      timesUs: fc.array(fc.integer({ min: 10 * second, max: 11 * second - 1 })),
    });
    fc.assert(
      fc.property(scene, ({ sinceUs, timesUs }) => {
        const within = arrivalsByInterval([recorded(sinceUs, timesUs)], { ...quarters, count: 5 });
        expect(sum(within)).toBe(timesUs.length);
        const halfTickUs = second / 128;
        for (const quarter of [1, 2, 3]) {
          const borderUs = quarters.beganAtUs + quarter * quarters.intervalUs;
          const before = sum(within.slice(0, quarter));
          const earlier = (byUs: number) => timesUs.filter((atUs) => atUs < borderUs + byUs).length;
          expect(before).toBeGreaterThanOrEqual(earlier(-halfTickUs - 1));
          expect(before).toBeLessThanOrEqual(earlier(halfTickUs + 1));
        }
      }),
    );
  });
});
