import { type NoiseFloor, noiseFloor } from '../../stats/noise-floor.ts';
import { type MetricName, scaleOf } from '../../support/metrics.ts';
import { type Measured, valuesOf } from './comparisons.ts';

/** What an A/A pair, one strategy under two names, says of the smallest difference that this run can see. */
export interface NoiseModel {
  /** The strategy that was measured twice. */
  readonly strategy: string;
  /** Of the metrics that the pair has in at least two repetitions. */
  readonly floors: readonly { readonly metric: MetricName; readonly floor: NoiseFloor }[];
}

const metrics = ['requestsPerSecond', 'p50', 'p99'] as const satisfies readonly MetricName[];

/** Of the first pair; undefined without one. */
export function noiseOf(
  strategies: readonly (Measured & { readonly name: string; readonly twinOf?: string | undefined })[],
): NoiseModel | undefined {
  const again = strategies.find(({ twinOf }) => twinOf !== undefined);
  const one = strategies.find(({ name }) => name === again?.twinOf);
  if (again === undefined || one === undefined) return undefined;
  return {
    strategy: one.name,
    floors: metrics.flatMap((metric) => {
      const floor = noiseFloor(valuesOf(one, metric), valuesOf(again, metric), scaleOf(metric).scale);
      return floor === undefined ? [] : [{ metric, floor }];
    }),
  };
}
