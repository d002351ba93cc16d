import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/results/cost.ts';
import { trialFigures, validMeasurements } from '../../src/results/figures.ts';
import { metricOf } from '../../src/results/metrics.ts';
import type { Measurement } from '../../src/results/result.ts';
import { aResult, memory, somePrices } from '../support/a-result.ts';

const [valid] = validMeasurements(aResult({ repetitions: 1 }), 'memory');
const template = valid?.measurement as Measurement;
const [outcome] = Object.values(template.outcomes) as [NonNullable<Measurement['outcomes']['hit']>];
const [backend] = template.backends as [Measurement['backends'][number]];
const [usage] = template.processes as [Measurement['processes'][number]];

/** 1,000 requests in 10 s, of which 200 reached a backend that took 2 s of CPU; 1 MiB went to clients. */
const measurement: Measurement = {
  ...template,
  window: { durationUs: 10e6, answered: 1000 },
  requests: { offered: 1000, completed: 1000, errors: 0, timeouts: 0, unfinished: 0 },
  outcomes: { hit: { ...outcome, bytes: 2 ** 20 } },
  backends: [{ ...backend, calls: 200 }],
  processes: [
    { ...usage, role: 'backend', cpuUs: 2e6 },
    { ...usage, role: 'gateway', cpuUs: 9e6 },
  ],
};
const strategy = { nodes: 2, memoryBytes: 2 ** 29, usesRedis: true };

/** The cost of a month with one thing of a price, at the 100 requests a second that were measured. */
function perMonth(given: Parameters<typeof somePrices>[0]): number | undefined {
  return costOf([measurement], { strategy, prices: somePrices(given) })?.perMonth;
}

describe('the cost of a strategy', () => {
  const requestsPerMonth = 100 * 730 * 3600;

  it('grows with the traffic for calls, CPU time and bytes', () => {
    expect(perMonth({ perBackendCall: 0.001 })).toBeCloseTo(requestsPerMonth * 0.2 * 0.001, 6);
    expect(perMonth({ perBackendCpuSecond: 0.01 })).toBeCloseTo(requestsPerMonth * 0.002 * 0.01, 6);
    expect(perMonth({ perEgressGiB: 0.1 })).toBeCloseTo((requestsPerMonth / 1000 / 1024) * 0.1, 6);
  });

  it('stands by the hour for nodes, the memory of each, and one Redis node', () => {
    expect(perMonth({ perGatewayNodeHour: 0.1 })).toBeCloseTo(730 * 2 * 0.1, 6);
    expect(perMonth({ perMemoryGiBHour: 0.1 })).toBeCloseTo(730 * 2 * 0.5 * 0.1, 6);
    expect(perMonth({ perRedisNodeHour: 0.1 })).toBeCloseTo(73, 6);
  });

  it('is nothing where nothing has a price', () => {
    expect(perMonth({})).toBe(0);
  });

  it('of a million requests falls as more of them share the nodes', () => {
    const prices = somePrices({ perGatewayNodeHour: 1 });
    const measured = costOf([measurement], { strategy, prices });
    expect(measured?.perMillionRequests).toBeCloseTo((1e6 / 100 / 3600) * 2, 6);
    const stated = costOf([measurement], { strategy, prices: { ...prices, trafficPerSecond: 1000 } });
    expect(stated?.trafficPerSecond).toBe(1000);
    expect(stated?.perMonth).toBe(measured?.perMonth);
    expect(stated?.perMillionRequests).toBeCloseTo((measured?.perMillionRequests ?? 0) / 10, 9);
  });

  it('is the sum of its parts', () => {
    const prices = somePrices({ perBackendCall: 1e-5, perGatewayNodeHour: 0.1, perRedisNodeHour: 0.2 });
    const cost = costOf([measurement], { strategy, prices });
    const parts = Object.values(cost?.partsPerMonth ?? {});
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(cost?.perMonth ?? Number.NaN, 9);
  });

  it('is unknown where no request was sent', () => {
    const none = { ...measurement, requests: { ...measurement.requests, offered: 0 } };
    expect(costOf([none], { strategy, prices: somePrices({}) })).toBeUndefined();
    expect(costOf([], { strategy, prices: somePrices({ trafficPerSecond: 10 }) })).toBeUndefined();
  });
});

describe('the metric costPerMillion', () => {
  it('is there where the scenario has prices', () => {
    const priced = aResult({ strategies: [memory], prices: somePrices({ perBackendCall: 0.001 }) });
    const costs = trialFigures(priced, 'memory').map(({ figures }) => metricOf(figures, 'costPerMillion'));
    expect(costs).toHaveLength(3);
    for (const cost of costs) expect(cost).toBeCloseTo(80, -1);
    const [unpriced] = trialFigures(aResult({ strategies: [memory] }), 'memory');
    expect(unpriced && metricOf(unpriced.figures, 'costPerMillion')).toBeUndefined();
  });
});
