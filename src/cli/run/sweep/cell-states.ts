import type { CellState, SweepIndex } from '../../../results/sweep-index.ts';
import type { SweepCell } from '../../../scenario/sweep.ts';
import { type ExitCode, exitCodes } from '../../../support/exit-codes.ts';

/** The index with another state of one of its cells. */
export function withState(index: SweepIndex, { number }: SweepCell, state: CellState): SweepIndex {
  return {
    ...index,
    cells: index.cells.map((entry) => (entry.number === number ? { ...entry, state } : entry)),
  };
}

/** A bound that is broken in one cell is broken; else one cell that says nothing leaves the question open. */
export function exitCodeOfCells(exits: ReadonlySet<ExitCode>): ExitCode {
  return [exitCodes.threshold, exitCodes.inconclusive].find((code) => exits.has(code)) ?? exitCodes.done;
}
