import type { TopLevelSpec } from 'vega-lite';
import type { Layer } from '../../charts/chart.ts';
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

/**
 * Takes what belongs to the chosen figure out of lists that a datum has, one value for each of the metrics in their order, and
 * keeps the data that have it. A datum for each figure would repeat everything else, and a sweep has many cells.
 */
export function takeChosen(
  metrics: readonly SweptMetric[],
  lists: Readonly<Record<string, string>>,
  needed: string,
): NonNullable<Layer['transform']> {
  const place = `indexof([${metrics.map((metric) => `'${metric}'`).join(',')}], choice)`;
  return [
    ...Object.entries(lists).map(([as, list]) => ({ calculate: `datum.${list}[${place}]`, as })),
    { filter: `isValid(datum.${needed})` },
  ];
}
