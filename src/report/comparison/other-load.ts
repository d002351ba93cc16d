import type { Result } from '../../results/result.ts';
import type { Verdict } from '../../stats/comparison.ts';
import { median } from '../../stats/quantile.ts';
import { type MetricName, scaleOf } from '../../support/metrics.ts';

/** What programs other than the run's own kept busy, in cores, in the median of each run's valid trials. */
export interface OtherLoad {
  readonly before: number;
  readonly after: number;
}

/** From this difference on, what others did on the machine may have made the change. */
const fewestCoresToTell = 0.25;

/** Undefined where the two runs had about the same machine to themselves, or where it cannot be told. */
export function unlikeLoad(...results: readonly [Result, Result]): OtherLoad | undefined {
  const [before, after] = results.map(({ trials }) => {
    const cores = trials.flatMap((trial) =>
      trial.state === 'valid' ? (trial.measurement.contention.othersCores ?? []) : [],
    );
    return cores.length === 0 ? undefined : median(cores);
  });
  if (before === undefined || after === undefined) return undefined;
  return Math.abs(after - before) < fewestCoresToTell ? undefined : { before, after };
}

/** Whether a verdict must be withheld: times and rates depend on the machine, shares and counts hardly do. */
export function isSpoilt(metric: MetricName, load: OtherLoad | undefined): boolean {
  return load !== undefined && scaleOf(metric).scale === 'ratio';
}

/** The verdict, or none where the machine was another. */
export function unlessSpoilt(verdict: Verdict, metric: MetricName, load: OtherLoad | undefined): Verdict {
  return isSpoilt(metric, load) ? 'cannot tell' : verdict;
}

/** With the names of the two runs. */
export function otherLoadInWords(
  { before, after }: OtherLoad,
  [one, other]: readonly [string, string],
): string {
  return `Other programs kept ${before.toFixed(1)} cores busy in ${one} and ${after.toFixed(1)} in ${other}, so of times and rates nothing can be told`;
}
