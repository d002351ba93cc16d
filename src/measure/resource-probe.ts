import { performance } from 'node:perf_hooks';
import type { ResourceUsage } from './resource-usage.ts';

/** Starts watching what this process uses; the returned function tells it, as often as it is asked. */
export function probeResources(): () => ResourceUsage {
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  const loopAtStart = performance.eventLoopUtilization();
  return () => {
    const cpu = process.cpuUsage(cpuAtStart);
    return {
      pid: process.pid,
      wallUs: Math.round((performance.now() - startedAt) * 1e3),
      cpuUs: cpu.user + cpu.system,
      rssBytes: process.memoryUsage.rss(),
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
      eventLoopUtilisation: performance.eventLoopUtilization(loopAtStart).utilization,
    };
  };
}
