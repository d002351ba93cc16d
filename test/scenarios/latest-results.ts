import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src/results/result.ts';
import { readResult } from '../../src/results/result-file.ts';
import { readSweepIndex } from '../../src/results/sweep-file.ts';

/** The Results of the latest run in a scenario's folder: one, or of a sweep one for each cell. */
export async function latestResults(folder: string): Promise<Result[]> {
  const latest = join(folder, readdirSync(folder).sort().at(-1) as string);
  if (!readdirSync(latest).includes('sweep.json')) return [await readResult(join(latest, 'result.json'))];
  const { cells } = await readSweepIndex(latest);
  return Promise.all(cells.map((cell) => readResult(join(latest, cell.folder, 'result.json'))));
}
