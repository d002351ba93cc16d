import { join } from 'node:path';
import { ResultError } from '../support/errors.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { readDocument } from './document-file.ts';
import { type SweepIndex, sweepIndexSchema, sweepIndexVersion } from './sweep-index.ts';

/** Within the folder of a sweep. */
export const sweepFileName = 'sweep.json';

/** @throws EnvironmentError where it cannot be written; an index that stood there before is untouched */
export async function writeSweepIndex(folder: string, index: SweepIndex): Promise<void> {
  await writeFileAtomically(join(folder, sweepFileName), `${JSON.stringify(index, null, 1)}\n`);
}

/**
 * Reads the index of a sweep and checks all of it.
 *
 * @throws UsageError where there is none, ResultError where it is none that this version understands
 */
export async function readSweepIndex(folder: string): Promise<SweepIndex> {
  const path = join(folder, sweepFileName);
  const text = await readDocument(path, 'the sweep');
  const checked = sweepIndexSchema.safeParse(parseJson(text, path));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new ResultError(
    `${path} is no sweep that this gatebench can read: ${issue?.path.join('.')}: ${issue?.message}.`,
    {
      hint: `It reads version ${sweepIndexVersion} of the format gatebench-sweep.`,
      cause: checked.error,
    },
  );
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ResultError(`${path} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
}
