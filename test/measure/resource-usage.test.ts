import { describe, expect, it } from 'vitest';
import { addUsage } from '../../src/measure/resource-usage.ts';

const one = {
  pid: 10,
  wallUs: 1000,
  cpuUs: 500,
  rssBytes: 70,
  peakRssBytes: 90,
  eventLoopUtilisation: 0.8,
  runQueueUs: 7,
  gc: { count: 2, pauseUs: 30 },
};
const later = {
  ...one,
  pid: 11,
  wallUs: 3000,
  cpuUs: 100,
  rssBytes: 50,
  peakRssBytes: 60,
  eventLoopUtilisation: 0.4,
};

describe('addUsage', () => {
  it('sums up what two processes used, and keeps what is said of now', () => {
    expect(addUsage(one, later)).toEqual({
      pid: 11,
      wallUs: 4000,
      cpuUs: 600,
      rssBytes: 50,
      peakRssBytes: 90,
      eventLoopUtilisation: 0.5,
      runQueueUs: 14,
      gc: { count: 4, pauseUs: 60 },
    });
  });

  it('does not tell what only one of them tells', () => {
    const { gc: _, ...quiet } = later;
    expect(addUsage(one, quiet).gc).toBeUndefined();
  });
});
