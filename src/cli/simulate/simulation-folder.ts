import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { readResult, writeResult } from '../../results/result-file.ts';

/** Where a simulation is kept. */
export interface SimulationFolder {
  readonly resultPath: string;
  readonly pagePath: string;
  /** False of less than what lies there: a whole Result stays until this one is whole too, which will say the same. */
  readonly takes: (result: Result) => boolean;
  /** Writes what it takes. */
  readonly keep: (result: Result) => Promise<void>;
}

/**
 * Makes the folder of a simulation, or takes the one that it has: the same simulation has the same folder.
 *
 * @throws EnvironmentError where it cannot be made
 */
export async function openSimulationFolder(path: string, runId: string): Promise<SimulationFolder> {
  await mkdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw cannotWrite(path, error);
  });
  const resultPath = join(path, 'result.json');
  const before = await readResult(resultPath).catch(() => undefined);
  const isWhole = before?.runId === runId && before.state === 'complete';
  const takes = ({ state }: Result): boolean => state === 'complete' || !isWhole;
  return {
    resultPath,
    pagePath: join(path, 'report.html'),
    takes,
    keep: async (result) => {
      if (takes(result)) await writeResult(resultPath, result);
    },
  };
}
