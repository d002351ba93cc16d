import { join } from 'node:path';
import { summariseCell } from '../../report/sweep/cell-summary.ts';
import type { CellReading } from '../../report/sweep/sweep-model.ts';
import { readResult } from '../../results/result-file.ts';
import { readSweepIndex } from '../../results/sweep-file.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import { GatebenchError } from '../../support/errors.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';

/** What the reports of a sweep are made from. */
export interface ReadSweep {
  readonly index: SweepIndex;
  /** Of the cells that were measured to their end, in order. */
  readonly readings: readonly CellReading[];
}

/**
 * The sweep in a folder. One damaged Result does not hide the other cells: it is named in its reading.
 *
 * @throws UsageError or ResultError where the index cannot be read
 */
export async function readSweep(folder: string): Promise<ReadSweep> {
  const index = await readSweepIndex(folder);
  const readings: CellReading[] = [];
  // One after the other, because Results are large.
  for (const cell of index.cells) {
    if (cell.state === 'complete') readings.push(await readCell(folder, cell));
  }
  return { index, readings };
}

async function readCell(
  folder: string,
  { number, folder: place }: SweepIndex['cells'][number],
): Promise<CellReading> {
  try {
    return summariseCell(number, await readResult(join(folder, place, 'result.json')));
  } catch (error) {
    if (!(error instanceof GatebenchError)) throw error;
    // Where the sweep lies on this machine is nothing that the page need tell.
    return { number, damage: error.message.replaceAll(`${folder}/`, '') };
  }
}

/** Names the damaged cells, a line each. Without them a sweep says less than it was asked. */
export function warnOfDamage({ readings }: ReadSweep, stderr: { write(text: string): unknown }): ExitCode {
  const damaged = readings.filter((reading) => 'damage' in reading);
  for (const { number, damage } of damaged) stderr.write(`warning: cell ${number} is left out: ${damage}\n`);
  return damaged.length === 0 ? exitCodes.done : exitCodes.inconclusive;
}
