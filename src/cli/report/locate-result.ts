import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../support/errors.ts';
import { isFile } from '../is-file.ts';

/**
 * The Result that a path means: the file itself, the one in a run's folder, or the latest of a scenario's folder.
 *
 * @throws UsageError where there is none
 */
export async function locateResult(path: string, shownAs: string): Promise<string> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile()) return path;
  if (stats?.isDirectory()) {
    if (await isFile(join(path, 'result.json'))) return join(path, 'result.json');
    // Run ids begin with the time, so the last in order is the latest.
    for (const runId of (await readdir(path)).sort().reverse()) {
      const candidate = join(path, runId, 'result.json');
      if (await isFile(candidate)) return candidate;
    }
  }
  throw new UsageError(`There is no Result at ${shownAs}.`, {
    hint: 'A run leaves its Result in reports/<scenario>/<run id>/result.json.',
  });
}
