import { describe, expect, it } from 'vitest';
import { probeResources } from '../../src/measure/resource-probe.ts';

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
});
