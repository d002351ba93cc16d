import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { capacityFileName } from '../../results/capacity-file.ts';
import { latestFirst } from '../../results/run-id.ts';
import { sweepFileName } from '../../results/sweep-file.ts';
import { isFile } from '../is-file.ts';

const keptFiles = [sweepFileName, capacityFileName, 'result.json'];

/** The folder of the sweep that a path means: that folder, its index, or a scenario's folder whose latest run is a sweep. */
export function locateSweep(path: string): Promise<string | undefined> {
  return locateFolder(path, sweepFileName);
}

/** The same of a search for capacity. */
export function locateCapacity(path: string): Promise<string | undefined> {
  return locateFolder(path, capacityFileName);
}

async function locateFolder(path: string, wanted: string): Promise<string | undefined> {
  if (path.endsWith(wanted) && (await isFile(path))) return join(path, '..');
  const inside = (await readdir(path).catch(() => [])).sort(latestFirst);
  for (const folder of [path, ...inside.map((id) => join(path, id))]) {
    for (const name of keptFiles) {
      if (await isFile(join(folder, name))) return name === wanted ? folder : undefined;
    }
  }
  return undefined;
}
