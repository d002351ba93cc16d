import type { Chart } from '../../charts/chart.ts';
import { isOfferedRate } from '../axis.ts';
import type { SweepModel } from '../sweep-model.ts';
import { heatMap } from './heat-map.ts';
import { linesAlong } from './lines.ts';
import { loadCurve } from './load-curve.ts';
import { winners } from './winners.ts';

/** The charts of a sweep: which there are follows from its axes. */
export function sweepCharts({ axes }: SweepModel): Chart<SweepModel>[] {
  return [
    winners,
    ...axes.filter(isOfferedRate).slice(0, 1).map(loadCurve),
    ...axes.map(linesAlong),
    heatMap,
  ];
}
