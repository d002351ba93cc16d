import type { Drawing } from '../charts/chart.ts';
import { counted } from '../wording.ts';
import { measuredCells, type SweepModel } from './sweep-model.ts';

/** How many trials stand behind a drawing: `63 valid trials in 9 of 10 cells`. */
export function trialsBehind(model: SweepModel): string {
  const measured = measuredCells(model);
  const trials = measured
    .flatMap(({ summary }) => summary.strategies)
    .reduce((sum, { validTrials }) => sum + validTrials, 0);
  const cells =
    measured.length === model.cells.length
      ? counted(measured.length, 'cell')
      : `${measured.length} of ${counted(model.cells.length, 'cell')}`;
  return `${counted(trials, 'valid trial')} in ${cells}`;
}

/** Said in place of a drawing that no cell has figures for. */
export function whyNoCell(model: SweepModel): Drawing {
  const reason =
    measuredCells(model).length === 0
      ? `Nothing to draw: no cell has been ${model.kind} to its end, or none can be read.`
      : `Nothing to draw: no ${model.kind} cell has a valid trial with this figure.`;
  return { state: 'empty', reason };
}
