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
  readonly peakRssBytes: Summary;
}

export function processLoads(measurements: readonly Measurement[]): ProcessLoad[] {
  const usages = groupBy(
    measurements.flatMap(({ processes }) => processes),
    displayName,
  );
  return [...usages].flatMap(([name, uses]) => {
    const cores = summarise(uses.map(({ cpuUs, wallUs }) => (wallUs === 0 ? Number.NaN : cpuUs / wallUs)));
    const peakRssBytes = summarise(uses.map((use) => use.peakRssBytes));
    const eventLoopUtilisation = summarise(uses.map((use) => use.eventLoopUtilisation ?? Number.NaN));
    return cores === undefined || peakRssBytes === undefined
      ? []
      : [{ name, cores, eventLoopUtilisation, peakRssBytes }];
  });
}

function displayName({ role, name }: ProcessUsage): string {
  return role === 'load' ? 'load generator' : name;
}
