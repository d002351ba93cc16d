import type { Measurement, ProcessUsage } from '../../results/result.ts';
import { type Summary, summarise } from '../../stats/summary.ts';
import { groupBy } from './group-by.ts';

/** What one process of a strategy used, over its trials. */
export interface ProcessLoad {
  /** For people: `load generator`, `gateway 2`. */
  readonly name: string;
  /** CPU time ÷ wall time: 1 is one core; processes with several threads can exceed it. */
  readonly cores: Summary;
  /** 0–1; undefined for processes that are not Node. */
  readonly eventLoopUtilisation: Summary | undefined;
  /** Undefined where it took none, being simulated. */
  readonly peakRssBytes: Summary | undefined;
  /** Share of the time (0–1) in which it was ready to run and had no core; undefined where the system does not tell. */
  readonly waitingRatio: Summary | undefined;
  /** Share of the time (0–1) in which collecting garbage stopped it; undefined for processes that are not Node. */
  readonly collectingRatio: Summary | undefined;
}

/** What the process that sends the requests is called. */
export const loadGenerator = 'load generator';

export function processLoads(measurements: readonly Measurement[]): ProcessLoad[] {
  const usages = groupBy(
    measurements.flatMap(({ processes }) => processes),
    displayName,
  );
  return [...usages].flatMap(([name, uses]) => {
    const cores = summarise(uses.map(({ cpuUs, wallUs }) => (wallUs === 0 ? Number.NaN : cpuUs / wallUs)));
    const peakRssBytes = summarise(uses.flatMap((use) => use.peakRssBytes ?? []));
    const eventLoopUtilisation = summarise(uses.map((use) => use.eventLoopUtilisation ?? Number.NaN));
    const shareOfTime = (spentUs: (use: ProcessUsage) => number | undefined) =>
      summarise(
        uses.map((use) => (use.wallUs === 0 ? Number.NaN : (spentUs(use) ?? Number.NaN) / use.wallUs)),
      );
    const waitingRatio = shareOfTime(({ runQueueUs }) => runQueueUs);
    const collectingRatio = shareOfTime(({ gc }) => gc?.pauseUs);
    return cores === undefined
      ? []
      : [{ name, cores, eventLoopUtilisation, peakRssBytes, waitingRatio, collectingRatio }];
  });
}

function displayName({ role, name }: ProcessUsage): string {
  return role === 'load' ? loadGenerator : name;
}
