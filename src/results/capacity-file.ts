import { ResultError } from '../support/errors.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { type Capacity, capacitySchema, capacityVersion } from './capacity.ts';
import { readDocument } from './document-file.ts';

/** Within the folder of a search. */
export const capacityFileName = 'capacity.json';

/** @throws EnvironmentError where it cannot be written; a document that stood there before is untouched */
export async function writeCapacity(path: string, capacity: Capacity): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(capacity, null, 1)}\n`);
}

/**
 * Reads what a search for capacity found and checks all of it.
 *
 * @throws UsageError where there is no such file, ResultError where it is none that this version understands
 */
export async function readCapacity(path: string): Promise<Capacity> {
  const text = await readDocument(path, 'the capacity');
  const checked = capacitySchema.safeParse(parseJson(text, path));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new ResultError(
    `${path} is no capacity that this gatebench can read: ${issue?.path.join('.')}: ${issue?.message}.`,
    { hint: `It reads version ${capacityVersion} of the format gatebench-capacity.`, cause: checked.error },
  );
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ResultError(`${path} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
}
