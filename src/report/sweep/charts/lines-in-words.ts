import { plainTable } from '../../tables/data-table.ts';
import { intervalInWords } from '../../wording.ts';
import { type Axis, isNumeric, isOfferedRate, scaleOfAxis } from '../axis.ts';
import { trialsBehind } from '../samples.ts';
import { formatterIn, metricIn, type Slice, type SweepModel, type SweptMetric } from '../sweep-model.ts';

interface Told {
  readonly all: number;
  readonly slices: readonly Slice[];
  readonly isBanded: boolean;
  /** Whether an interval reaches beyond what the heights show. */
  readonly isCut: boolean;
  readonly hasCrossings: boolean;
}

/** What one mark is, how many trials stand behind it, and how to read it. */
export function captionOfLines(
  model: SweepModel,
  axis: Axis,
  { all, slices, isBanded, isCut, hasCrossings }: Told,
): string {
  const scale = scaleOfAxis(axis).type;
  return [
    `Each point is the mean of one strategy’s trials in one cell${isBanded ? `; the ${isNumeric(axis) ? 'band' : 'line'} around it is its 95\u00a0% interval` : ''} (${trialsBehind(model)}).`,
    ...(isNumeric(axis)
      ? [
          'There is nothing known between the points: the lines only join neighbours, and stop where a cell is missing.',
        ]
      : []),
    ...(scale === 'linear'
      ? []
      : [`${axis.name} has a logarithmic axis${scale === 'symlog' ? ', but for its 0' : ''}.`]),
    'Heights are logarithmic where a figure spans more than a decade, else from zero; all panels have the same.',
    ...(isCut
      ? [
          'What reaches beyond three times or a third of a mean may be cut off at the edge; the table has the whole interval.',
        ]
      : []),
    ...(hasCrossings
      ? [
          'A dashed rule stands where two strategies change places, interpolated between two cells in each of which their order is established; a grey field where it is only known between which cells.',
        ]
      : []),
    ...(all > slices.length
      ? [`The first ${slices.length} of ${all} combinations are drawn; the table has all.`]
      : []),
    ...(isOfferedRate(axis)
      ? ['Figures at rates that a strategy does not sustain depend on how long the trial was.']
      : []),
  ].join(' ');
}

/** Every combination, drawn or not. */
export function tableOfLines(
  model: SweepModel,
  axis: Axis,
  slices: readonly Slice[],
  metrics: readonly SweptMetric[],
) {
  const isSplit = slices.some(({ name }) => name !== '');
  return plainTable(
    `Means and 95 % intervals along ${axis.name}`,
    [
      axis.name,
      ...(isSplit ? ['with'] : []),
      'strategy',
      'trials',
      ...metrics.map((metric) => metricIn(model, metric)),
    ],
    slices.flatMap(({ name: rest, cells }) =>
      cells.flatMap((cell) =>
        (cell.summary?.strategies ?? []).map(({ name, validTrials, estimates }) => [
          cell.steps[axis.index]?.label ?? '',
          ...(isSplit ? [rest] : []),
          name,
          `${validTrials}`,
          ...metrics.map((metric) => {
            const { n, value, interval } = estimates[metric];
            const format = formatterIn(model, metric);
            if (n === 0) return '–';
            const text = format(value);
            const span = interval && intervalInWords(interval, format);
            return span === undefined || span === text ? text : `${text} (${span})`;
          }),
        ]),
      ),
    ),
  );
}
