import { describe, expect, it } from 'vitest';
import { phasesOf } from '../../../src/report/model/phases.ts';
import { serviceTimeOf, validMeasurements } from '../../../src/results/figures.ts';
import type { Measurement, Result } from '../../../src/results/result.ts';
import { aResult, memory } from '../../support/a-result.ts';

function measured(result: Result): Measurement[] {
  return validMeasurements(result, 'memory').map(({ measurement }) => measurement);
}

const closed = measured(aResult({ repetitions: 2, strategies: [memory] }));

/** The same with other times within the gateway, all of a mean request. */
function within(times: { insideUs: number; storeUs: number; backendUs: number }): Measurement[] {
  return closed.map((measurement) => ({
    ...measurement,
    gateways: measurement.gateways.map((gateway) => {
      const requests = measurement.requests.completed;
      const sums = Object.entries(times).map(([name, meanUs]) => [name, Math.round(meanUs * requests)]);
      return { ...gateway, time: { requests, ...Object.fromEntries(sums) } };
    }),
  }));
}

const serviceUs = serviceTimeOf(closed).meanUs;

function meanOf(model: ReturnType<typeof phasesOf>, phase: string): number | undefined {
  return model?.parts.find((part) => part.phase === phase)?.meanUs;
}

describe('where the time of a request goes', () => {
  it('adds up to its mean latency', () => {
    const model = phasesOf(within({ insideUs: 2000, storeUs: 300, backendUs: 1200 }));
    expect(meanOf(model, 'cache lookup')).toBeCloseTo(300, 0);
    expect(meanOf(model, 'backend')).toBeCloseTo(1200, 0);
    expect(meanOf(model, 'gateway')).toBeCloseTo(500, 0);
    expect(meanOf(model, 'network and client')).toBeCloseTo(serviceUs - 2000, 0);
    expect(model?.totalUs).toBeCloseTo(serviceUs, 0);
  });

  it('counts the wait for a connection in open loop, and there only', () => {
    const arrivals = { process: 'poisson', stages: [{ from: 100, to: 100 }] } as const;
    const open = measured(aResult({ strategies: [memory], open: { arrivals, waitUs: 5000 } }));
    expect(meanOf(phasesOf(open), 'queue')).toBeCloseTo(5000, -2);
    expect(meanOf(phasesOf(closed), 'queue')).toBeUndefined();
  });

  it('leaves nothing to the network where the gateways counted a hair more than clients saw, and says so', () => {
    const model = phasesOf(within({ insideUs: 1.01 * serviceUs, storeUs: 0, backendUs: 0 }));
    expect(model?.isTight).toBe(true);
    expect(meanOf(model, 'network and client')).toBe(0);
  });

  it('tells nothing where the two sides cannot have timed the same requests', () => {
    expect(phasesOf(within({ insideUs: 2 * serviceUs, storeUs: 0, backendUs: 0 }))).toBeUndefined();
  });

  it('tells nothing of a Result whose gateways did not time their requests', () => {
    const untimed = closed.map((measurement) => ({
      ...measurement,
      gateways: measurement.gateways.map(({ time: _, ...gateway }) => gateway),
    }));
    expect(phasesOf(untimed)).toBeUndefined();
    expect(phasesOf([])).toBeUndefined();
  });
});
