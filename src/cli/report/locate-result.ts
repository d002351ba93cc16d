import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { latestFirst } from '../../results/run-id.ts';
import { UsageError } from '../../support/errors.ts';
import { isFile } from '../is-file.ts';

/**
 * The Result that a path means: the file itself, the one in a run's folder, or the latest of a scenario's folder, which is
 * a measured one where there is any.
 *
 * @throws UsageError where there is none
 */
export async function locateResult(path: string, shownAs: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile()) return path;
  if (stats?.isDirectory()) {
    if (await isFile(join(path, 'result.json'))) return join(path, 'result.json');
    for (const runId of (await readdir(path)).sort(latestFirst)) {
      const candidate = join(path, runId, 'result.json');
      if (await isFile(candidate)) return candidate;
    }
  }
  throw new UsageError(`There is no Result at ${shownAs}.`, {
    hint: 'A run leaves its Result in reports/<scenario>/<run id>/result.json.',
  });
}
