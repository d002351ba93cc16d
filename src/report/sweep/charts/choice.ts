import type { TopLevelSpec } from 'vega-lite';
import type { ShownFigure } from '../../charts/panels.ts';
import { capitalised } from '../../wording.ts';
import { metricIn, type SweepModel, type SweptMetric } from '../sweep-model.ts';

/** The control by which a reader chooses the figure that a drawing shows; without JavaScript it shows the first. */
export function choiceOfMetric(
  model: SweepModel,
  metrics: readonly SweptMetric[],
): NonNullable<TopLevelSpec['params']> {
  if (metrics.length < 2) return [{ name: 'choice', value: metrics[0] ?? '' }];
  return [
    {
      name: 'choice',
      value: metrics[0] as SweptMetric,
      bind: {
        input: 'select',
        name: 'Figure:',
        options: [...metrics],
        labels: metrics.map((metric) => capitalised(metricIn(model, metric))),
      },
    },
  ];
}

/** Its names in the drawing. */
export function shownFigures(model: SweepModel, metrics: readonly SweptMetric[]): ShownFigure[] {
  return metrics.map((metric) => ({ choice: metric, name: capitalised(metricIn(model, metric)) }));
}
