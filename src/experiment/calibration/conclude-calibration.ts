import type { Calibration, Costs } from '../../results/calibration.ts';
import { median } from '../../stats/quantile.ts';
import type { Pinning } from '../pinning.ts';
import { type ReadingsWithoutRedis, type RedisCosts, solveCosts } from './solve-costs.ts';

export interface CalibrationSurroundings {
  readonly measuredAt: Date;
  readonly machine: Calibration['machine'];
  readonly pinning: Pinning | undefined;
  /** What Redis costs elsewhere, where it was not measured. */
  readonly borrowed: RedisCosts | undefined;
}

export interface ConcludedCalibration {
  readonly calibration: Calibration;
  /** The least and the most that the rounds say of a cost, in µs, by its place in the document: `gateway.hitUs`. */
  readonly ranges: readonly { readonly place: string; readonly low: number; readonly high: number }[];
}

/** The calibration that rounds of readings come to: of each cost the median over the rounds. Two decimals are more than is known. */
export function concludeCalibration(
  rounds: readonly ReadingsWithoutRedis[],
  { measuredAt, machine, pinning, borrowed }: CalibrationSurroundings,
): ConcludedCalibration {
  const solved = rounds.map((readings) => solveCosts(readings, borrowed));
  const ranges: ConcludedCalibration['ranges'][number][] = [];
  const costs = middleOf(solved, (place, values) => {
    ranges.push({ place, low: Math.min(...values), high: Math.max(...values) });
  });
  const calibration: Calibration = {
    format: 'gatebench-calibration',
    schemaVersion: 1,
    measuredAt: measuredAt.toISOString(),
    machine,
    ...(pinning && { cores: { gateways: pinning.gateway.length, others: pinning.others.length } }),
    ...(borrowed && { borrowed: 'redis' }),
    ...costs,
  };
  return { calibration, ranges };
}

function middleOf(solved: readonly Costs[], tell: (place: string, values: readonly number[]) => void): Costs {
  const middle = (values: readonly unknown[], path: readonly string[]): unknown => {
    const [first] = values;
    if (typeof first === 'number') {
      const known = values as readonly number[];
      tell(path.join('.'), known);
      return Math.round(median(known) * 100) / 100;
    }
    return Object.fromEntries(
      Object.keys(first as object).map((key) => [
        key,
        middle(
          values.map((value) => (value as Record<string, unknown>)[key]),
          [...path, key],
        ),
      ]),
    );
  };
  return middle(solved, []) as Costs;
}
