import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { galleryPage } from '../../report/gallery/gallery-page.ts';
import { writePage } from '../../report/report-file.ts';
import { UsageError } from '../../support/errors.ts';
import { findEntries } from './find-entries.ts';

export interface GalleryOptions {
  /** As the command line names it. */
  readonly shownAs: string;
  /** How many Results may be read for cards that are missing; runs and sweeps beyond are listed as not read yet. */
  readonly mostRead: number;
}

/**
 * Writes the page that lists all runs in a folder.
 *
 * @returns where it is
 * @throws UsageError where the folder is none, or holds a page of somebody else's; EnvironmentError where it cannot be written
 */
export async function writeGallery(folder: string, { shownAs, mostRead }: GalleryOptions): Promise<string> {
  const path = join(folder, 'index.html');
  await refuseOthersPage(path);
  const entries = await findEntries(folder, mostRead).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read the folder ${shownAs}: ${error.message}.`, {
      hint: 'Name the folder that holds the runs, as reports.',
      cause: error,
    });
  });
  await writePage(path, async (script) => galleryPage({ folder: shownAs, entries }, script));
  return path;
}

/** A folder that is served as a site may have an index already. */
async function refuseOthersPage(path: string): Promise<void> {
  const page = await readFile(path, 'utf8').catch(() => undefined);
  if (page === undefined || page.includes('· gatebench</title>')) return;
  throw new UsageError(`${path} is a page that gatebench did not write.`, {
    hint: 'Move it away, or keep the runs in a folder of their own (--out).',
  });
}
