import { latencyOf, mergeEncoded, serviceTimeOf } from '../../results/figures.ts';
import type { Measurement } from '../../results/result.ts';

/** How the requests of a strategy kept to their times in open loop, all valid trials together. */
export interface ScheduleModel {
  /** Requests due per second; the mean over the trials. */
  readonly offeredPerSecond: number;
  /** Of the trial that kept to it least: sent ÷ due, 0–1, as far as the load generator is to blame. */
  readonly leastKeptRatio: number;
  /** Actual less intended send, of requests that found an idle connection; NaN where none did. */
  readonly lagP50Us: number;
  readonly lagP99Us: number;
  /** Share of the requests sent (0–1) that had to wait for a connection, and the most that waited at once. */
  readonly queuedRatio: number;
  readonly mostQueued: number;
  /** From the intended send, and from the actual one. */
  readonly response: LatencyPercentiles;
  readonly service: LatencyPercentiles;
}

interface LatencyPercentiles {
  readonly p50Us: number;
  readonly p99Us: number;
}

/** Undefined in closed loop. */
export function scheduleOf(measurements: readonly Measurement[]): ScheduleModel | undefined {
  const schedules = measurements.flatMap(({ schedule }) => schedule ?? []);
  if (schedules.length === 0) return undefined;
  const lag = mergeEncoded(schedules.map((schedule) => schedule.lag));
  const [response, service] = [latencyOf(measurements), serviceTimeOf(measurements)];
  const sent = measurements.reduce((sum, { requests }) => sum + requests.offered, 0);
  const queued = schedules.reduce((sum, schedule) => sum + schedule.queued, 0);
  return {
    offeredPerSecond:
      schedules.reduce((sum, { offeredPerSecond }) => sum + offeredPerSecond, 0) / schedules.length,
    leastKeptRatio: Math.min(...schedules.map(({ keptRatio }) => keptRatio)),
    lagP50Us: lag.quantileUs(0.5),
    lagP99Us: lag.quantileUs(0.99),
    queuedRatio: sent === 0 ? 0 : queued / sent,
    mostQueued: Math.max(...schedules.map(({ mostQueued }) => mostQueued)),
    response: { p50Us: response.quantileUs(0.5), p99Us: response.quantileUs(0.99) },
    service: { p50Us: service.quantileUs(0.5), p99Us: service.quantileUs(0.99) },
  };
}
