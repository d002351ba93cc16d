import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../support/errors.ts';

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, or write elsewhere with --out FOLDER.',
  EACCES: 'You may not write there: write elsewhere with --out FOLDER.',
  EPERM: 'You may not write there: write elsewhere with --out FOLDER.',
  EROFS: 'That file system is read-only: write elsewhere with --out FOLDER.',
  ENOTDIR: 'A part of the path is a file, not a folder.',
  EEXIST: 'A part of the path is a file, not a folder.',
};

/**
 * Writes a whole file or nothing: readers see the old content or the new, never a part, whatever dies when.
 *
 * @throws EnvironmentError where the file cannot be written; what stood there before is untouched
 */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  }
}

/** Removes from a folder what a process left of its writing when it was killed. */
export async function removeUnfinished(folder: string): Promise<void> {
  const unfinished = (await readdir(folder)).filter((name) => /\.\d+\.tmp$/.test(name));
  for (const name of unfinished) await rm(join(folder, name), { force: true });
}

/** The error for a file or folder that cannot be written, with the hint that fits its cause. */
export function cannotWrite(path: string, cause: NodeJS.ErrnoException): EnvironmentError {
  return new EnvironmentError(`Cannot write ${path}: ${cause.message}.`, {
    hint: hints[cause.code ?? ''],
    cause,
  });
}
