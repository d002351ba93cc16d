import { describe, expect, it } from 'vitest';
import { intervalFigures } from '../../src/results/interval-figures.ts';
import type { Measurement } from '../../src/results/result.ts';
import { aResult, memory } from '../support/a-result.ts';

function measurementOf(timeline: Partial<Measurement['timeline']>, durationUs: number): Measurement {
  const [trial] = aResult({ strategies: [memory], repetitions: 1, seconds: 1 }).trials;
  if (trial?.state !== 'valid') throw new Error('The builder makes valid trials.');
  const { measurement } = trial;
  return {
    ...measurement,
    window: { ...measurement.window, durationUs },
    timeline: { ...measurement.timeline, ...timeline },
  };
}

describe('intervalFigures', () => {
  it('gives the rate and the hit ratio of each interval, and what of it is stale or collapsed', () => {
    const byOutcome = { hit: [60, 50], stale: [10, 0], collapsed: [5, 0], miss: [25, 0] };
    const measurement = measurementOf({ completed: [100, 50], byOutcome }, 2e6);
    expect(intervalFigures(measurement, 10)).toMatchObject([
      { startUs: 0, requestsPerSecond: 100, hitRatio: 0.75, staleRatio: 0.1, collapsedRatio: 0.05 },
      { startUs: 1e6, requestsPerSecond: 50, hitRatio: 1, staleRatio: 0, collapsedRatio: 0 },
    ]);
  });

  it('counts no errors, as the figures of a whole trial do not', () => {
    const measurement = measurementOf({ completed: [100], byOutcome: { bypass: [70], error: [30] } }, 1e6);
    expect(intervalFigures(measurement, 10)[0]?.requestsPerSecond).toBe(70);
  });

  it('divides the last interval by the time that it really had', () => {
    const measurement = measurementOf({ completed: [100, 60], byOutcome: {} }, 1.6e6);
    expect(intervalFigures(measurement, 10).at(-1)?.requestsPerSecond).toBeCloseTo(100);
  });

  it('drops a last interval of less than half the length', () => {
    const measurement = measurementOf({ completed: [100, 3], byOutcome: {} }, 1.01e6);
    expect(intervalFigures(measurement, 10)).toHaveLength(1);
  });

  it('puts neighbours together until no more intervals are left than asked for', () => {
    const completed = Array.from({ length: 600 }, () => 10);
    const figures = intervalFigures(
      measurementOf({ completed, byOutcome: { bypass: completed } }, 600e6),
      200,
    );
    expect(figures).toHaveLength(200);
    expect(figures[1]).toMatchObject({ startUs: 3e6, requestsPerSecond: 10, hitRatio: undefined });
  });

  it('gives the largest 99th percentile of intervals put together, and none where nothing was answered', () => {
    const completed = [10, 10, 0, 0];
    const p99Us = [400, 900, null, null];
    const figures = intervalFigures(measurementOf({ completed, byOutcome: {}, p99Us }, 4e6), 2);
    expect(figures.map((interval) => interval.p99Us)).toEqual([900, undefined]);
  });
});
