import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepFileName } from '../../results/sweep-file.ts';
import { isFile } from '../is-file.ts';

/** The folder of the sweep that a path means: that folder, its index, or a scenario's folder whose latest run is a sweep. */
export async function locateSweep(path: string): Promise<string | undefined> {
  if (path.endsWith(sweepFileName) && (await isFile(path))) return join(path, '..');
  if (await isFile(join(path, sweepFileName))) return path;
  if (await isFile(join(path, 'result.json'))) return undefined;
  for (const id of (await readdir(path).catch(() => [])).sort().reverse()) {
    if (await isFile(join(path, id, sweepFileName))) return join(path, id);
    if (await isFile(join(path, id, 'result.json'))) return undefined;
  }
  return undefined;
}
