import { describe, expect, it, onTestFinished } from 'vitest';
import { probeContention } from '../../src/measure/contention-probe.ts';
import { probeResources } from '../../src/measure/resource-probe.ts';
import { probeRunQueue } from '../../src/measure/run-queue-probe.ts';
import { lacksProc } from '../support/proc.ts';
import { spawnSpinner } from '../support/spinner.ts';

describe('probeResources', () => {
  it('tells what this process used since it was started, and again later', () => {
    const usage = probeResources();
    let sum = 0;
    for (let index = 0; index < 5e6; index++) sum += Math.sqrt(index);
    expect(sum).toBeGreaterThan(0);
    const first = usage();
    expect(first.pid).toBe(process.pid);
    expect(first.cpuUs).toBeGreaterThan(0);
    expect(first.wallUs).toBeGreaterThan(0);
    expect(first.peakRssBytes).toBeGreaterThanOrEqual(first.rssBytes * 0.5);
    expect(first.eventLoopUtilisation).toBeGreaterThanOrEqual(0);
    expect(first.eventLoopUtilisation).toBeLessThanOrEqual(1);
    expect(usage().wallUs).toBeGreaterThanOrEqual(first.wallUs);
  });

  it('counts collections of garbage, and the time that they took, from when it was started', async () => {
    const usage = probeResources();
    const kept: unknown[] = [];
    for (let round = 0; round < 400; round++) {
      kept[round % 10] = Array.from({ length: 20_000 }, (_, index) => ({ index }));
    }
    // The garbage collector reports when the loop turns.
    await new Promise((resolve) => setImmediate(resolve));
    const { gc, wallUs } = usage();
    expect(kept).toHaveLength(10);
    expect(gc?.count).toBeGreaterThan(0);
    expect(gc?.pauseUs).toBeGreaterThan(0);
    expect(gc?.pauseUs).toBeLessThan(wallUs);
    expect(probeResources()().gc).toEqual({ count: 0, pauseUs: 0 });
  });
});

describe.skipIf(lacksProc('/proc/self/schedstat', 'Waiting for a core'))('the probes of Linux', () => {
  it('tell how long a process that shares its core with another had to wait for it', async () => {
    const [one, other] = [spawnSpinner({ core: 0 }), spawnSpinner({ core: 0 })];
    onTestFinished(() => void [one, other].map((spinner) => spinner.kill()));
    await Promise.all([one.started, other.started]);
    const waited = probeRunQueue(one.pid);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Half of the time is fair; how much it gets is the scheduler's affair.
    expect(waited()).toBeGreaterThan(50_000);
  });

  it('tell what a program beside the run takes of the machine, and of a program of the run that it is none', async () => {
    const spinner = spawnSpinner({ core: 0 });
    onTestFinished(() => void spinner.kill());
    await spinner.started;
    const [asOther, asOwn] = [probeContention(spinner.pid + 1_000_000), probeContention(process.pid)];
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const [other, own] = [asOther().othersCores ?? 0, asOwn().othersCores ?? 0];
    expect(other).toBeGreaterThan(own);
    expect(other).toBeGreaterThan(0.1);
  });
});

it('knows nothing of the waits of a process that is not there', () => {
  expect(probeRunQueue(2 ** 30)()).toBeUndefined();
});
