import { describe, expect, it } from 'vitest';
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
