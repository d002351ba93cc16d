import { mergeEncoded } from '../../results/figures.ts';
import type { Measurement } from '../../results/result.ts';

/** How far the answers of a strategy lagged behind the writes that clients knew of, all valid trials together. */
export interface StalenessModel {
  readonly reads: Counted;
  /** For how long a newer version had been acknowledged when a stale read was sent; NaN where none was stale. */
  readonly ageP50Us: number;
  readonly ageP99Us: number;
  readonly ageMaxUs: number;
  /** Reads of what the same user had written before, and those that did not see it. */
  readonly ownReads: Counted;
  /** Reads of what another node had answered before, and those older than that answer. */
  readonly sharedReads: Counted;
}

/** Of so many reads, so many were out of date. */
export interface Counted {
  readonly all: number;
  readonly outOfDate: number;
}

/** Undefined where no trial counted any. */
export function stalenessOf(measurements: readonly Measurement[]): StalenessModel | undefined {
  const counted = measurements.flatMap(({ staleness }) => staleness ?? []);
  if (counted.length === 0) return undefined;
  const sum = (amountOf: (trial: (typeof counted)[number]) => number): number =>
    counted.reduce((total, trial) => total + amountOf(trial), 0);
  const age = mergeEncoded(counted.map((trial) => trial.age));
  return {
    reads: { all: sum(({ reads }) => reads), outOfDate: sum(({ stale }) => stale) },
    ageP50Us: age.quantileUs(0.5),
    ageP99Us: age.quantileUs(0.99),
    ageMaxUs: age.maxUs,
    ownReads: { all: sum(({ ownReads }) => ownReads), outOfDate: sum((trial) => trial.ownWritesUnseen) },
    sharedReads: {
      all: sum(({ sharedReads }) => sharedReads),
      outOfDate: sum((trial) => trial.disagreements),
    },
  };
}

/** 0–1; NaN where there was nothing to take a share of. */
export function shareOf({ all, outOfDate }: Counted): number {
  return outOfDate / all;
}
