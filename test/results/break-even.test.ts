import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import {
  breakEvenHitRatio,
  breakEvenLatency,
  breakEvenTraffic,
  type Contender,
} from '../../src/results/break-even.ts';
import { validMeasurements } from '../../src/results/figures.ts';
import type { Measurement, Prices } from '../../src/results/result.ts';
import { aResult, somePrices } from '../support/a-result.ts';

const template = validMeasurements(aResult({ repetitions: 1 }), 'stateless')[0]?.measurement as Measurement;

function answers(count: number, latencyUs: number): NonNullable<Measurement['outcomes']['hit']> {
  const latency = new LatencyHistogram();
  for (let answer = 0; answer < count; answer++) latency.record(latencyUs);
  return { count, bytes: 0, latency: latency.encode() };
}

/** 1,000 requests in 10 s, of which `hits` did not reach the backend. */
function contender(hits: number, prices: Prices, times = { hitUs: 1000, missUs: 21_000 }): Contender {
  const calls = 1000 - hits;
  const [backend] = template.backends as [Measurement['backends'][number]];
  const cached = {
    hit: answers(hits, times.hitUs),
    ...(calls === 0 ? {} : { miss: answers(calls, times.missUs) }),
  };
  const measurement: Measurement = {
    ...template,
    window: { durationUs: 10e6, answered: 1000 },
    requests: { offered: 1000, completed: 1000, errors: 0, timeouts: 0, unfinished: 0 },
    outcomes: hits === 0 ? { bypass: answers(1000, times.missUs) } : cached,
    backends: [{ ...backend, calls }],
  };
  const strategy = { nodes: 1, memoryBytes: hits === 0 ? 0 : 2 ** 30, usesRedis: hits > 0 };
  return { strategy, prices, measurements: [measurement] };
}

describe('the traffic from which a cache pays', () => {
  it('is where what it spares is as much as it costs by the hour', () => {
    const prices = somePrices({ perBackendCall: 1e-4, perRedisNodeHour: 0.9 });
    // 0.9 for an hour of Redis ÷ (0.5 calls spared × 0.0001) = 18,000 requests an hour.
    const traffic = breakEvenTraffic(contender(0, prices), contender(500, prices));
    expect(traffic).toEqual({ kind: 'above', value: expect.closeTo(5, 9) });
  });

  it('is any where it costs nothing by the hour, none where it spares nothing of a price', () => {
    const calls = somePrices({ perBackendCall: 1e-4 });
    expect(breakEvenTraffic(contender(0, calls), contender(500, calls))).toEqual({ kind: 'always' });
    const nodes = somePrices({ perMemoryGiBHour: 1 });
    expect(breakEvenTraffic(contender(0, nodes), contender(500, nodes))).toEqual({ kind: 'never' });
  });

  it('is an upper bound where the baseline is the one with the cache', () => {
    const prices = somePrices({ perBackendCall: 1e-4, perRedisNodeHour: 0.9 });
    const traffic = breakEvenTraffic(contender(500, prices), contender(0, prices));
    expect(traffic).toEqual({ kind: 'below', value: expect.closeTo(5, 9) });
  });

  it('is never where both come out even', () => {
    const prices = somePrices({});
    expect(breakEvenTraffic(contender(0, prices), contender(500, prices))).toEqual({ kind: 'never' });
  });
});

describe('the hit ratio from which a cache pays', () => {
  it('is where the calls that it spares at a traffic are as dear as its hour', () => {
    const prices = somePrices({ perBackendCall: 1e-4, perRedisNodeHour: 0.9 });
    // At 10/s an hour of Redis is 0.9 ÷ 36,000 on a request: a quarter of a call.
    const ratio = breakEvenHitRatio(contender(0, prices), contender(500, prices), 10);
    expect(ratio).toEqual({ kind: 'above', value: expect.closeTo(0.25, 9) });
  });

  it('is beyond reach where an hour costs more than all calls', () => {
    const prices = somePrices({ perBackendCall: 1e-4, perRedisNodeHour: 0.9 });
    expect(breakEvenHitRatio(contender(0, prices), contender(500, prices), 1)).toEqual({ kind: 'never' });
  });

  it('does not matter where calls cost nothing', () => {
    const prices = somePrices({ perRedisNodeHour: 1 });
    const [stateless, cached] = [contender(0, prices), contender(500, prices)];
    expect(breakEvenHitRatio(stateless, cached, 10)).toEqual({ kind: 'never' });
    expect(breakEvenHitRatio(cached, stateless, 10)).toBeUndefined();
  });

  it('leaves the two equally dear when put in', () => {
    const prices = somePrices({ perBackendCall: 1e-4, perGatewayNodeHour: 0.1, perMemoryGiBHour: 0.18 });
    const ratio = breakEvenHitRatio(contender(0, prices), contender(800, prices), 10);
    if (ratio?.kind !== 'above') throw new Error('There is a hit ratio that breaks even.');
    const hits = Math.round(ratio.value * 1000);
    const traffic = breakEvenTraffic(contender(0, prices), contender(hits, prices));
    if (traffic?.kind !== 'above') throw new Error('There is a traffic that breaks even.');
    expect(traffic.value).toBeCloseTo(10, 9);
  });
});

describe('the backend latency from which a cache is quicker', () => {
  const free = somePrices({});
  const stateless = contender(0, free, { hitUs: 0, missUs: 20_000 });

  it('grows with what a hit takes and with what is added to a miss', () => {
    // Half of the answers take 1 ms, the others 1 ms more than the baseline's.
    const cached = contender(500, free, { hitUs: 1000, missUs: 21_000 });
    const latency = breakEvenLatency(stateless, cached);
    if (latency?.kind !== 'above') throw new Error('There is a latency that breaks even.');
    expect(latency.value / 2000).toBeCloseTo(1, 1);
    // Formula: h c + (1 − h)(F + s) = F.
    expect(0.5 * 1000 + 0.5 * (latency.value + 1000)).toBeCloseTo(latency.value, -2);
  });

  it('is any where misses are quicker by more than hits take', () => {
    expect(breakEvenLatency(stateless, contender(500, free, { hitUs: 1000, missUs: 15_000 }))).toEqual({
      kind: 'always',
    });
  });

  it('is none without a hit', () => {
    expect(breakEvenLatency(stateless, stateless)).toEqual({ kind: 'never' });
  });

  it('is not told of a baseline that has a cache itself', () => {
    expect(breakEvenLatency(contender(500, free), contender(800, free))).toBeUndefined();
  });
});
