import { scaleOf } from '../../support/metrics.ts';
import { formatFactor } from '../../support/units.ts';
import type { Finding } from '../finding/finding.ts';
import { capitalised, counted, nameInWords } from '../wording.ts';
import { crossingInWords } from './charts/crossing-marks.ts';
import { crossingsIn } from './crossings.ts';
import { leadOf, type Won, winnersOf } from './sweep-lead.ts';
import {
  type CellModel,
  formatterIn,
  measuredCells,
  metricIn,
  type SweepModel,
  type SweptMetric,
  slicesAlong,
  strategyIn,
} from './sweep-model.ts';
import { cellsInWords } from './sweep-notices.ts';

/** The answer of a sweep in words, from its cells alone. */
export function sweepFinding(model: SweepModel): Finding {
  const [metric] = model.metrics;
  const cells = measuredCells(model).filter(
    ({ summary }) =>
      metric !== undefined && summary.strategies.some(({ estimates }) => estimates[metric].n > 0),
  );
  if (metric === undefined || cells.length === 0)
    return { lead: 'No cell has figures, so nothing can be concluded.', details: [] };
  if (model.strategies.length === 1) return { lead: aloneSentence(model, metric, cells), details: [] };
  const won = winnersOf(cells, metric);
  return {
    lead: leadOf(model, won),
    details: [
      ...crossingSentences(model, metric),
      ...againstBaseline(model, metric, cells),
      ...openSentence(won),
      ...deviceSentence(model),
    ],
  };
}

const mostCrossings = 4;

function crossingSentences(model: SweepModel, metric: SweptMetric): string[] {
  const sentences = model.axes.flatMap((axis) =>
    slicesAlong(model, [axis]).flatMap((slice) =>
      crossingsIn(model, slice, axis, metric).map(
        (crossing) =>
          `In ${metricIn(model, metric)}, ${crossingInWords(crossing, axis)} of ${axis.name}${slice.name === '' ? '' : `, with ${slice.name}`}${crossing.at === undefined ? '' : `, interpolated between the cells at ${crossing.from.label} and ${crossing.to.label}`}.`,
      ),
    ),
  );
  const more = sentences.length - mostCrossings;
  return more <= 0
    ? sentences
    : [
        ...sentences.slice(0, mostCrossings),
        `${counted(more, 'more crossing')} ${more === 1 ? 'is' : 'are'} marked in the charts.`,
      ];
}

/** How far each strategy is from the baseline, from the cell where it is least to the one where it is most. */
function againstBaseline(model: SweepModel, metric: SweptMetric, cells: readonly CellModel[]): string[] {
  const [baseline, ...others] = model.strategies;
  if (baseline === undefined || scaleOf(metric).scale !== 'ratio') return [];
  return others.flatMap(({ name }) => {
    const ratios = cells
      .flatMap((cell) => {
        const comparison = strategyIn(cell, name)?.comparisons[metric];
        const value = comparison?.estimate.value ?? Number.NaN;
        return Number.isFinite(value) && value > 0
          ? [{ cell, value, isTold: comparison?.verdict === 'better' || comparison?.verdict === 'worse' }]
          : [];
      })
      .sort((one, other) => one.value - other.value);
    const [least, most] = [ratios[0], ratios.at(-1)];
    if (least === undefined || most === undefined) return [];
    const place = ({ cell, value, isTold }: typeof least): string =>
      `${isTold ? '' : '~ '}${formatFactor(value)}× (${stepsInWords(model, cell)})`;
    const mark = [least, most].some(({ isTold }) => !isTold) ? ' ~: not told apart from it there.' : '';
    return [
      `${capitalised(metricIn(model, metric))} of ${nameInWords(name)} against ${nameInWords(baseline.name)}: ${least === most ? place(least) : `from ${place(least)} to ${place(most)}`}.${mark}`,
    ];
  });
}

function stepsInWords({ axes }: SweepModel, { steps, number }: CellModel): string {
  const varying = axes.filter((axis) => axis.steps.length > 1);
  return varying.length === 0
    ? `cell ${number}`
    : varying.map(({ name, index }) => `${name} ${steps[index]?.label}`).join(', ');
}

function openSentence(won: readonly Won[]): string[] {
  const open = won.filter(({ winner }) => winner === undefined);
  if (open.length === 0 || open.length === won.length) return [];
  return [`Not established: which strategy is best in ${cellsInWords(open.map(({ cell }) => cell.number))}.`];
}

function deviceSentence({ kind, isOpenLoop }: SweepModel): string[] {
  return [
    isOpenLoop
      ? `${capitalised(kind)} in open loop: response time counts from when a request was due.`
      : `${capitalised(kind)} in a closed loop: whatever answers sooner is also asked more.`,
  ];
}

function aloneSentence(model: SweepModel, metric: SweptMetric, cells: readonly CellModel[]): string {
  const [only] = model.strategies;
  const format = formatterIn(model, metric);
  const figures = cells
    .flatMap((cell) => {
      const value = strategyIn(cell, only?.name ?? '')?.estimates[metric].value ?? Number.NaN;
      return Number.isFinite(value) ? [{ cell, value }] : [];
    })
    .sort((one, other) => one.value - other.value);
  const [least, most] = [figures[0], figures.at(-1)];
  if (least === undefined || most === undefined) return 'No cell has figures, so nothing can be concluded.';
  const place = ({ cell, value }: typeof least): string => `${format(value)} (${stepsInWords(model, cell)})`;
  const subject = `${capitalised(metricIn(model, metric))} of ${nameInWords(only?.name ?? '')}`;
  return least === most
    ? `${subject}: ${place(least)}.`
    : `${subject} went from ${place(least)} to ${place(most)}; there is no other strategy to compare it with.`;
}
