import { writeFileAtomically } from './atomic-file.ts';
import type { Capacity } from './capacity.ts';

/** @throws EnvironmentError where it cannot be written; a document that stood there before is untouched */
export async function writeCapacity(path: string, capacity: Capacity): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(capacity, null, 1)}\n`);
}
