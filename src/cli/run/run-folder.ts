import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite } from '../../results/atomic-file.ts';

export interface RunFolder {
  readonly runId: string;
  readonly path: string;
}

/**
 * Makes the folder of a new run, `<out>/<scenario>/<run id>`. The id is the time, to the second, so that folders sort;
 * a second run in the same second gets a suffix.
 *
 * @throws EnvironmentError where it cannot be made
 */
export async function makeRunFolder(out: string, scenario: string, startedAt: Date): Promise<RunFolder> {
  const parent = join(out, scenario);
  const stamp = startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  try {
    await mkdir(parent, { recursive: true });
    const taken = new Set(await readdir(parent));
    for (let attempt = 1; ; attempt++) {
      const runId = attempt === 1 ? stamp : `${stamp}-${attempt}`;
      if (taken.has(runId)) continue;
      const path = join(parent, runId);
      if (await makeNew(path)) return { runId, path };
      taken.add(runId);
    }
  } catch (error) {
    throw cannotWrite(parent, error as NodeJS.ErrnoException);
  }
}

/** False when another run took the name in the meantime. */
async function makeNew(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
