import { describe, expect, it } from 'vitest';
import { judgeProbe } from '../../../src/experiment/capacity/judge-probe.ts';
import { parseObjective } from '../../../src/experiment/capacity/objective.ts';
import { saturationOf } from '../../../src/experiment/capacity/saturation.ts';
import { LatencyHistogram } from '../../../src/measure/histogram.ts';
import type { Measurement, Trial } from '../../../src/results/result.ts';
import type { Load } from '../../../src/scenario/scenario.ts';
import { createRandom } from '../../../src/support/random.ts';
import { aMeasurement } from '../../support/a-measurement.ts';
import { aScenario } from '../../support/a-scenario.ts';

const load: Load = {
  kind: 'open',
  connections: 10,
  timeoutUs: 10e6,
  users: 10,
  maxLagUs: 5e3,
  arrivals: { process: 'poisson', stages: [{ from: 300, to: 300, durationUs: undefined }] },
};
const scenario = aScenario({ load });

function histogramOf(...values: number[]): string {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram.encode();
}

/** Answers in about 24 ms (median) and 120 ms (99th percentile), kept to the plan. */
function measured(changes: Partial<Measurement> = {}): Measurement {
  const surroundings = { seconds: 2, connections: 10, repetition: 1, random: createRandom(1) };
  const schedule = { offeredPerSecond: 300, keptRatio: 1, lag: histogramOf(100), queued: 0, mostQueued: 0 };
  return { ...aMeasurement({ name: 'stateless' }, surroundings), schedule, ...changes };
}

const identity = {
  strategy: 'stateless',
  repetition: 1,
  attempt: 1,
  position: 1,
  startedAt: '2026-11-23T10:00:00.000Z',
};

function judged(objective: string, measurement = measured(), state: 'valid' | 'invalid' = 'valid') {
  const trial: Trial =
    state === 'valid'
      ? { ...identity, state, measurement }
      : { ...identity, state, reason: 'All 5 responses were errors.', measurement };
  return judgeProbe(trial, { ratePerSecond: 300, objective: parseObjective(objective), scenario });
}

describe('a probe of capacity', () => {
  it('holds where every bound is kept, and says with its figures which are not', () => {
    expect(judged('p99 < 1s, failures < 0.1%')).toMatchObject({ verdict: 'holds', figures: { failures: 0 } });
    const { verdict, reason, figures } = judged('p99 < 50ms, failures < 0.1%');
    expect(verdict).toBe('breaks');
    expect(reason).toMatch(/^p99 was \d+ ms, not < 50\.0 ms\.$/);
    expect(figures.p99).toBeGreaterThan(50_000);
  });

  it('does not hold where there is no such figure, nor where all answers were errors', () => {
    expect(judged('hitRatio > 0.5')).toMatchObject({
      verdict: 'breaks',
      reason: 'hitRatio was absent, not > 50.0 %.',
      figures: {},
    });
    expect(judged('p99 < 1s', measured(), 'invalid')).toMatchObject({
      verdict: 'breaks',
      reason: 'All 5 responses were errors.',
    });
  });

  it('is void where the load generator was late, whatever the latencies were', () => {
    const schedule = {
      offeredPerSecond: 300,
      keptRatio: 1,
      lag: histogramOf(20_000),
      queued: 0,
      mostQueued: 0,
    };
    expect(judged('p99 < 1s', measured({ schedule }))).toMatchObject({
      verdict: 'void',
      reason: expect.stringContaining('The load generator sent 1 %'),
    });
    expect(
      judged('p99 < 1ms', measured({ schedule: { ...schedule, lag: histogramOf(1), keptRatio: 0.9 } }))
        .verdict,
    ).toBe('void');
  });

  it('is void where the trial failed', () => {
    const setting = { ratePerSecond: 300, objective: parseObjective('p99 < 1s'), scenario };
    expect(judgeProbe({ ...identity, state: 'failed', reason: 'gateway ended.' }, setting)).toMatchObject({
      verdict: 'void',
      reason: 'gateway ended.',
    });
  });
});

describe('an objective', () => {
  it('is a list of bounds', () => {
    expect(parseObjective('p99 < 50ms, failures <= 0.1%,requestsPerSecond >= 100/s')).toEqual([
      { metric: 'p99', operator: '<', value: 50_000 },
      { metric: 'failures', operator: '<=', value: 0.001 },
      { metric: 'requestsPerSecond', operator: '>=', value: 100 },
    ]);
  });

  it.each([
    ['p98 < 50ms', /"p98 < 50ms" does not begin with a metric/],
    ['p99', /"p99" is no bound/],
    ['p99 < 50', /"p99 < 50" is no bound/],
    ['p99 < 50ms,', /"" does not begin with a metric/],
    ['', /does not begin with a metric/],
  ])('is refused as %j', (text, message) => {
    expect(() => parseObjective(text)).toThrow(message);
  });
});

describe('what is at its limit', () => {
  const idle = measured({ processes: [] });
  const backend = { name: 'api', latencyUs: { kind: 'constant', value: 1e3 } as const, capacity: 8 };
  const setting = { backends: [{ ...(scenario.backends[0] as (typeof scenario.backends)[0]), ...backend }] };

  it('is nothing where all parts have something left', () => {
    expect(saturationOf(idle, setting)).toEqual([]);
  });

  it('is a process that is busy nearly all the time, by its core or by its event loop', () => {
    const usage = { name: 'gateway 2', pid: 1, wallUs: 1e6, cpuUs: 0.97e6, rssBytes: 1, peakRssBytes: 1 };
    const { processes: _, ...rest } = idle;
    const seen = (process: object) =>
      saturationOf({ ...rest, processes: [{ ...usage, role: 'gateway', ...process }] }, setting);
    expect(seen({ eventLoopUtilisation: 0.99 })).toEqual([
      { part: 'gateway', name: 'gateway 2', detail: '97.0 % of a core, event loop busy 99.0 %' },
    ]);
    expect(seen({ cpuUs: 0.2e6, eventLoopUtilisation: 0.95 })).toHaveLength(1);
    expect(seen({ cpuUs: 0.5e6, eventLoopUtilisation: 0.5 })).toEqual([]);
    expect(seen({ role: 'redis', name: 'Redis' })).toEqual([
      { part: 'redis', name: 'Redis', detail: '97.0 % of a core' },
    ]);
  });

  it('is a backend whose places are all taken: calls a second times their delay', () => {
    const counts = {
      name: 'api',
      writes: 0,
      notModified: 0,
      errors: 0,
      intendedDelay: histogramOf(),
      actualDelay: histogramOf(50_000),
      queueWait: histogramOf(200_000),
    };
    const at = (calls: number) =>
      saturationOf({ ...idle, durationUs: 10e6, backends: [{ ...counts, calls }] }, setting);
    // Eight places of 50 ms make 160 calls a second.
    expect(at(1600)).toEqual([
      {
        part: 'backend',
        name: 'backend api',
        detail: 'about 8 of 8 places in use, half of the calls waited 200 ms or longer',
      },
    ]);
    expect(at(800)).toEqual([]);
  });

  it('is the connections where requests waited for one, named last because something behind them is slow', () => {
    const schedule = {
      offeredPerSecond: 300,
      keptRatio: 1,
      lag: histogramOf(1),
      queued: idle.requests.offered / 2,
      mostQueued: 44,
    };
    expect(saturationOf({ ...idle, schedule }, setting)).toEqual([
      {
        part: 'connections',
        name: 'connections',
        detail: 'all busy for 50.0 % of the requests, up to 44 waited at once',
      },
    ]);
  });
});
