import { describe, expect, it } from 'vitest';
import type { Arrivals, OpenLoad } from '../../../src/scenario/scenario.ts';
import { UsageError } from '../../../src/support/errors.ts';
import { checkTraceTimes, createArrivals } from '../../../src/workload/arrivals/create-arrivals.ts';
import type { Trace } from '../../../src/workload/trace/trace.ts';
import { TraceImporter } from '../../../src/workload/trace/trace-importer.ts';
import { aRoute } from '../../support/a-route.ts';
import { takeUntil } from './take-until.ts';

const load = (arrivals: Arrivals): OpenLoad => ({
  kind: 'open',
  connections: 10,
  users: 10,
  timeoutUs: 1e6,
  maxLagUs: 5000,
  arrivals,
});

function aTrace(format: 'keys' | 'access-log', lines: readonly string[]): Trace {
  const importer = new TraceImporter({ file: 'a', format, limit: undefined }, [aRoute('GET /{path...}')]);
  for (const line of lines) importer.addLine(line);
  return importer.finish();
}

const logged = (second: number) => `::1 - - [10/Oct/2000:13:55:${second} +0000] "GET /a HTTP/1.1" 200 12`;

describe('createArrivals', () => {
  it('gives the same times for the same seed and phase, and others for any other', () => {
    const spike = load({ process: 'poisson', stages: [{ from: 100, to: 100, durationUs: undefined }] });
    const take = (seed: number, phase: 'warm-up' | 'measure') =>
      takeUntil(createArrivals(spike, { seed, phase }), 1e6);
    expect(take(1, 'measure')).toEqual(take(1, 'measure'));
    expect(take(1, 'measure')).not.toEqual(take(2, 'measure'));
    expect(take(1, 'measure')).not.toEqual(take(1, 'warm-up'));
  });

  it.each([
    [100, 2000, 100],
    [0, 2000, 2000],
  ])('warms up at the rate of the beginning: from %d to %d at %d', (from, to, rate) => {
    const ramp = load({ process: 'paced', stages: [{ from, to, durationUs: 10e6 }] });
    expect(takeUntil(createArrivals(ramp, { seed: 1, phase: 'warm-up' }), 20e6)).toHaveLength(20 * rate);
  });

  it('takes the times of a recording, and warms up at their mean rate', () => {
    const trace = aTrace('access-log', [logged(10), logged(10), logged(14), logged(19)]);
    const replay = load({ process: 'trace', speed: 2 });
    const times = takeUntil(createArrivals(replay, { seed: 1, phase: 'measure', trace }), 100e6);
    expect(times.map((atUs) => Math.floor(atUs / 500_000))).toEqual([0, 0, 4, 9]);
    const warmUp = takeUntil(createArrivals(replay, { seed: 1, phase: 'warm-up', trace }), 1000e6);
    // 4 requests in 10 s, twice as fast: Poisson with mean 800 and standard deviation 28.
    expect(Math.abs(warmUp.length - 800)).toBeLessThan(140);
  });

  it('cannot keep the times of a list of keys', () => {
    const trace = aTrace('keys', ['a', 'b']);
    const replay = load({ process: 'trace', speed: 1 });
    expect(() => createArrivals(replay, { seed: 1, phase: 'measure', trace })).toThrow(UsageError);
    expect(() => checkTraceTimes(replay.arrivals, trace.summary)).toThrow(/list of keys/);
    const timed = aTrace('access-log', [logged(10)]);
    expect(() => checkTraceTimes(replay.arrivals, timed.summary)).not.toThrow();
  });
});
