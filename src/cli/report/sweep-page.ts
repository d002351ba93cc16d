import { join } from 'node:path';
import { writePage } from '../../report/report-file.ts';
import { summariseCell } from '../../report/sweep/cell-summary.ts';
import { renderSweepPage } from '../../report/sweep/render-sweep-page.ts';
import type { CellReading } from '../../report/sweep/sweep-model.ts';
import { readResult } from '../../results/result-file.ts';
import { readSweepIndex } from '../../results/sweep-file.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import { GatebenchError } from '../../support/errors.ts';

/**
 * Writes the page of the sweep in a folder: beside its index unless told otherwise. A cell whose Result is damaged is named in it;
 * the others are shown.
 *
 * @returns the path of the page
 * @throws EnvironmentError where it cannot be written; UsageError or ResultError where the index cannot be read
 */
export async function writeSweepPage(folder: string, path = join(folder, 'report.html')): Promise<string> {
  const index = await readSweepIndex(folder);
  const readings: CellReading[] = [];
  // One after the other, because Results are large.
  for (const cell of index.cells) {
    if (cell.state === 'complete') readings.push(await readCell(folder, cell));
  }
  await writePage(path, (script) => renderSweepPage(index, readings, script));
  return path;
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
