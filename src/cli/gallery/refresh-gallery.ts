import { relative, resolve } from 'node:path';
import type { CliContext } from '../context.ts';
import { writeGallery } from './write-gallery.ts';

/** Results of older runs that are read along with a new one: nobody waits long after a run for what it has nothing to do with. */
const mostReadAlong = 10;

/**
 * Writes the gallery of the folder that a run was kept in anew. The run itself is safe by then, so where that fails it is said in
 * one line and no more.
 *
 * @param out - as the command line names it
 * @returns a line that says where it is; empty where it could not be written
 */
export async function refreshGallery(out: string, { cwd, stderr }: CliContext): Promise<string> {
  const folder = resolve(cwd, out);
  try {
    const path = await writeGallery(folder, {
      shownAs: relative(cwd, folder) || '.',
      mostRead: mostReadAlong,
    });
    return `Gallery: ${relative(cwd, path)}\n`;
  } catch (error) {
    stderr.write(`The gallery of ${out} could not be written: ${(error as Error).message}\n`);
    return '';
  }
}
