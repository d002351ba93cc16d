import { performance } from 'node:perf_hooks';
import { collectionsSoFar } from './garbage-probe.ts';
import type { ResourceUsage } from './resource-usage.ts';
import { probeRunQueue } from './run-queue-probe.ts';

/** Starts watching what this process uses; the returned function tells it, as often as it is asked. */
export function probeResources(): () => ResourceUsage {
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  const loopAtStart = performance.eventLoopUtilization();
  const gcAtStart = collectionsSoFar();
  const runQueueUs = probeRunQueue(process.pid);
  return () => {
    const cpu = process.cpuUsage(cpuAtStart);
    const gc = collectionsSoFar();
    return {
      pid: process.pid,
      wallUs: Math.round((performance.now() - startedAt) * 1e3),
      cpuUs: cpu.user + cpu.system,
      rssBytes: process.memoryUsage.rss(),
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
      eventLoopUtilisation: performance.eventLoopUtilization(loopAtStart).utilization,
      runQueueUs: runQueueUs(),
      gc: {
        count: gc.count - gcAtStart.count,
        pauseUs: Math.round(gc.pauseUs - gcAtStart.pauseUs),
      },
    };
  };
}
