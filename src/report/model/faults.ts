import type { Measurement, PlayedFault, Result } from '../../results/result.ts';
import { median } from '../../stats/quantile.ts';
import { groupBy } from './group-by.ts';

/** A fault as it was played in all trials; times since the measurement began. */
export interface FaultModel {
  readonly name: string;
  readonly startSeconds: number;
  /** Undefined for what takes no time. */
  readonly endSeconds: number | undefined;
}

/** How one strategy fared after one fault. */
export interface RecoveryModel {
  readonly fault: string;
  readonly startSeconds: number;
  /** Trials that the fault was played in, and those that recovered within their measurement. */
  readonly trials: number;
  readonly recovered: number;
  /** Median and longest over the trials that recovered; NaN where none did. */
  readonly medianUs: number;
  readonly longestUs: number;
  /** Requests that failed from its start until recovery; the mean over the trials. */
  readonly failedPerTrial: number;
}

/** In the order of their times: the same faults in every valid trial, each at about the same time. */
export function faultsOf({ trials }: Result): FaultModel[] {
  const measurements = trials.flatMap((trial) => (trial.state === 'valid' ? [trial.measurement] : []));
  return playsOf(measurements).map(({ name, plays }) => {
    const ends = plays.flatMap(({ endUs }) => endUs ?? []);
    return {
      name,
      startSeconds: median(plays.map(({ startUs }) => startUs)) / 1e6,
      endSeconds: ends.length === 0 ? undefined : median(ends) / 1e6,
    };
  });
}

export function recoveriesOf(measurements: readonly Measurement[]): RecoveryModel[] {
  return playsOf(measurements).map(({ name, plays }) => {
    const recoveries = plays.flatMap(({ recoveryUs }) => recoveryUs ?? []);
    return {
      fault: name,
      startSeconds: median(plays.map(({ startUs }) => startUs)) / 1e6,
      trials: plays.length,
      recovered: recoveries.length,
      medianUs: median(recoveries),
      longestUs: recoveries.length === 0 ? Number.NaN : Math.max(...recoveries),
      failedPerTrial: plays.reduce((sum, { failed }) => sum + failed, 0) / plays.length,
    };
  });
}

/** The plays of each fault over the trials: the first of its name in each, then the second, and so on. */
function playsOf(measurements: readonly Measurement[]): { name: string; plays: PlayedFault[] }[] {
  const played = measurements.flatMap(({ faults }) =>
    faults.map((fault, index) => ({
      fault,
      time: faults.slice(0, index).filter(({ name }) => name === fault.name).length,
    })),
  );
  const groups = groupBy(played, ({ fault, time }) => JSON.stringify([fault.name, time]));
  return [...groups.values()]
    .map((group) => ({ name: group[0]?.fault.name ?? '', plays: group.map(({ fault }) => fault) }))
    .sort((one, other) => (one.plays[0]?.startUs ?? 0) - (other.plays[0]?.startUs ?? 0));
}
