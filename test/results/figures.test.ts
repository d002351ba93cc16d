import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { figuresOf, latencyOf, validMeasurements } from '../../src/results/figures.ts';
import { aResult } from '../support/a-result.ts';

describe('figuresOf', () => {
  const result = aResult({ repetitions: 2 });
  const [first] = validMeasurements(result, 'memory');

  it('counts requests per second over the time in which requests were sent', () => {
    const measurement = {
      ...(first?.measurement as NonNullable<typeof first>['measurement']),
      window: { durationUs: 2e6, answered: 5000 },
    };
    const { requestsPerSecond } = figuresOf(measurement);
    expect(requestsPerSecond).toBe(2500);
  });

  it('tells the share of requests that the backend was spared', () => {
    const measurement = first?.measurement as NonNullable<typeof first>['measurement'];
    const { offload, backendCalls } = figuresOf(measurement);
    expect(offload).toBeCloseTo(1 - backendCalls / measurement.requests.offered, 12);
  });

  it('counts what was given up as no faster than it was waited for', () => {
    const measurement = first?.measurement as NonNullable<typeof first>['measurement'];
    const timeouts = Math.ceil(measurement.requests.completed / 20);
    const waited = new LatencyHistogram();
    for (let request = 0; request < timeouts; request++) waited.record(10e6);
    const figures = figuresOf({
      ...measurement,
      requests: { ...measurement.requests, offered: measurement.requests.offered + timeouts, timeouts },
      givenUp: waited.encode(),
    });
    expect(figures.p99Us).toBeGreaterThanOrEqual(10e6);
    expect(figures.maxUs).toBeGreaterThanOrEqual(10e6);
    expect(figures.p50Us).toBeLessThan(1e6);
  });

  it('puts the latencies of hits and misses apart and together', () => {
    const measurement = first?.measurement as NonNullable<typeof first>['measurement'];
    const hits = latencyOf([measurement], ['hit']).count;
    const misses = latencyOf([measurement], ['miss']).count;
    expect(hits).toBe(measurement.outcomes.hit?.count);
    expect(hits + misses).toBe(latencyOf([measurement], ['hit', 'miss']).count);
  });
});

describe('validMeasurements', () => {
  it('leaves out trials that are not valid, and keeps the order of repetitions', () => {
    const result = aResult({ repetitions: 3 });
    const trials = result.trials
      .map((trial) =>
        trial.strategy === 'redis' && trial.repetition === 2 && trial.state === 'valid'
          ? { ...trial, state: 'invalid' as const, reason: 'made up' }
          : trial,
      )
      .reverse();
    expect(validMeasurements({ ...result, trials }, 'redis').map(({ repetition }) => repetition)).toEqual([
      1, 3,
    ]);
  });
});
