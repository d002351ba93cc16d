import type { ArrivalTimes } from '../../../src/workload/arrivals/arrival-times.ts';

/** All arrivals before the given time, in µs. */
export function takeUntil({ next }: ArrivalTimes, endUs: number): number[] {
  const times: number[] = [];
  for (let atUs = next(); atUs !== undefined && atUs < endUs; atUs = next()) times.push(atUs);
  return times;
}
