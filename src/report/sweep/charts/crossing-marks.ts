import type { Layer } from '../../charts/chart.ts';
import { chosen, heightIn, type Panels, panelTop, panelY, type VerticalScale } from '../../charts/panels.ts';
import { nameInWords } from '../../wording.ts';
import { type Axis, aboutInWords, positionOn, scaleOfAxis } from '../axis.ts';
import { type Crossing, crossingsIn } from '../crossings.ts';
import type { Slice, SweepModel, SweptMetric } from '../sweep-model.ts';
import { axisX } from './axis-channel.ts';

export interface PlacedCrossing extends Crossing {
  readonly panel: number;
}

export function crossingsOfSlices(
  model: SweepModel,
  slices: readonly Slice[],
  axis: Axis,
  metrics: readonly SweptMetric[],
): PlacedCrossing[] {
  return slices.flatMap((slice, panel) =>
    metrics.flatMap((metric) =>
      crossingsIn(model, slice, axis, metric).map((crossing) => ({ ...crossing, panel })),
    ),
  );
}

/** `memory overtakes redis at about 4.2 s`, or `between 2s and 8s`. */
export function crossingInWords({ overtaking, overtaken, from, to, at }: Crossing, axis: Axis): string {
  const place =
    at === undefined ? `between ${from.label} and ${to.label}` : `at about ${aboutInWords(axis, at.number)}`;
  return `${nameInWords(overtaking)} overtakes ${nameInWords(overtaken)} ${place}`;
}

interface Setting {
  readonly panels: Panels;
  readonly axis: Axis;
  readonly scaleOf: (metric: SweptMetric) => VerticalScale;
}

/** In px, from one label to the next below it. */
const labelHeight = 16;

/** A rule with its label at the top of the panel, the labels of a panel one below the other. */
export function crossingLayers(
  crossings: readonly PlacedCrossing[],
  { panels, axis, scaleOf }: Setting,
): Layer[] {
  if (crossings.length === 0) return [];
  const scale = scaleOfAxis(axis);
  const ends = axis.steps.map(({ number }) => positionOn(scale, number));
  const middle = (Math.min(...ends) + Math.max(...ends)) / 2;
  const values = crossings.map((crossing, index) => {
    const { panel, metric, from, to, at } = crossing;
    const above = crossings
      .slice(0, index)
      .filter((other) => other.panel === panel && other.metric === metric).length;
    const x = at?.number ?? from.number;
    const top = panelTop(panels, panel);
    return {
      choice: metric,
      ...(at === undefined
        ? { x, to: to.number }
        : { x, y: heightIn(panels, panel, scaleOf(metric), at.value) }),
      top,
      end: top + panels.plotHeight,
      label: top + above * labelHeight,
      side: positionOn(scale, x) > middle ? 'left' : 'right',
      text: crossingInWords(crossing, axis),
    };
  });
  const x = axisX(axis);
  const span = { y: panelY(panels, 'top'), y2: { field: 'end' } } as const;
  const label = (side: 'left' | 'right'): Layer => ({
    transform: [{ filter: `datum.side === '${side}'` }],
    mark: {
      type: 'text',
      align: side === 'left' ? 'right' : 'left',
      baseline: 'top',
      dx: side === 'left' ? -5 : 5,
      fontSize: 12,
      limit: { expr: 'width * 0.7' },
    },
    encoding: { x, y: panelY(panels, 'label'), text: { field: 'text', type: 'nominal' } },
  });
  return [
    {
      data: { values },
      transform: chosen,
      layer: [
        {
          transform: [{ filter: 'isValid(datum.to)' }],
          mark: { type: 'rect', color: 'var(--chart-muted)', opacity: 0.14 },
          encoding: { x, x2: { field: 'to' }, ...span },
        },
        {
          transform: [{ filter: '!isValid(datum.to)' }],
          mark: { type: 'rule', strokeDash: [4, 3], color: 'var(--chart-muted)' },
          encoding: { x, ...span },
        },
        {
          transform: [{ filter: '!isValid(datum.to)' }],
          mark: { type: 'point', shape: 'circle', size: 150, color: 'var(--chart-text)' },
          encoding: { x, y: panelY(panels) },
        },
        label('left'),
        label('right'),
      ],
    },
  ];
}
