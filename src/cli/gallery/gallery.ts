import { relative, resolve } from 'node:path';
import type { CliContext } from '../context.ts';
import { writeGallery } from './write-gallery.ts';

/** `gatebench gallery`: the page that lists all runs in a folder. */
export async function gallery(folder: string, { cwd, stdout }: CliContext): Promise<void> {
  const path = await writeGallery(resolve(cwd, folder), {
    shownAs: folder,
    mostRead: Number.POSITIVE_INFINITY,
  });
  stdout.write(`${relative(cwd, path)}\n`);
}
