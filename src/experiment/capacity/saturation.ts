import { LatencyHistogram } from '../../measure/histogram.ts';
import type { Limit } from '../../results/capacity.ts';
import type { Measurement, ProcessUsage } from '../../results/result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';

/** Above this share of one core, or of the event loop's time, a process has nothing left. */
const busyRatio = 0.9;
/** Above this share of its capacity in use, a simulated backend queues. */
const fullRatio = 0.9;
/** Above this share of requests that had to wait for a connection, there were too few. */
const queuedRatio = 0.05;

/**
 * What was at its limit during a measurement, causes before symptoms: the parts that have nothing left, and last the
 * connections, which are all busy as well as soon as anything behind them is slow.
 */
export function saturationOf(measurement: Measurement, { backends }: Pick<Scenario, 'backends'>): Limit[] {
  const { processes } = measurement;
  return [
    ...fullBackends(measurement, backends),
    ...busyProcesses(processes, 'backend'),
    ...busyProcesses(processes, 'redis'),
    ...busyProcesses(processes, 'gateway'),
    ...busyProcesses(processes, 'network'),
    ...busyProcesses(processes, 'load'),
    ...busyConnections(measurement),
  ];
}

function busyProcesses(processes: readonly ProcessUsage[], role: ProcessUsage['role']): Limit[] {
  return processes.flatMap((process): Limit[] => {
    if (process.role !== role || process.wallUs === 0) return [];
    const core = process.cpuUs / process.wallUs;
    const loop = process.eventLoopUtilisation ?? 0;
    if (Math.max(core, loop) < busyRatio) return [];
    const detail = `${formatShare(Math.min(core, 1))} of a core, event loop busy ${formatShare(loop)}`;
    const ofCore = `${formatShare(Math.min(core, 1))} of a core`;
    return [
      {
        part: role,
        name: process.name,
        detail: process.eventLoopUtilisation === undefined ? ofCore : detail,
      },
    ];
  });
}

/** By Little's law, calls a second times their mean delay are the places in use. */
function fullBackends({ backends, durationUs }: Measurement, known: Scenario['backends']): Limit[] {
  return backends.flatMap(({ name, calls, actualDelay, queueWait }): Limit[] => {
    const capacity = known.find((backend) => backend.name === name)?.capacity;
    if (capacity === undefined || durationUs === 0) return [];
    const inUse = (calls * LatencyHistogram.decode(actualDelay).meanUs) / durationUs;
    if (inUse < capacity * fullRatio) return [];
    const waited = LatencyHistogram.decode(queueWait).quantileUs(0.5);
    return [
      {
        part: 'backend',
        name: `backend ${name}`,
        detail: `about ${formatNumber(Math.min(inUse, capacity))} of ${capacity} places in use, half of the calls waited ${formatDuration(waited)} or longer`,
      },
    ];
  });
}

function busyConnections({ schedule, requests }: Measurement): Limit[] {
  if (schedule === undefined || requests.offered === 0) return [];
  const ratio = schedule.queued / requests.offered;
  if (ratio < queuedRatio) return [];
  return [
    {
      part: 'connections',
      name: 'connections',
      detail: `all busy for ${formatShare(ratio)} of the requests, up to ${formatNumber(schedule.mostQueued)} waited at once`,
    },
  ];
}
