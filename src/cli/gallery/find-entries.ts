import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCard, makeSweepCard, readCard, readSweepCard } from '../../report/gallery/card-file.ts';
import {
  entryOfCapacity,
  entryOfRun,
  entryOfSweep,
  entryOfUnreadSweep,
  entryWithoutFigures,
  type GalleryEntry,
  type Located,
} from '../../report/gallery/gallery-entry.ts';
import { readCapacity } from '../../results/capacity-file.ts';
import { latestFirst } from '../../results/run-id.ts';
import { readSweepIndex, sweepFileName } from '../../results/sweep-file.ts';
import { readSweep } from '../report/read-sweep.ts';

/** A run lies at `<scenario>/<run id>`, and folders of runs in folders. */
const deepest = 4;

const documents = ['result.json', sweepFileName, 'capacity.json'] as const;
type RunDocument = GalleryEntry['document'];

interface Found extends Located {
  readonly folder: string;
  readonly document: RunDocument;
}

/**
 * Everything below a folder that a run, a sweep or a search for capacity left. What is damaged is listed as that. The cards
 * of runs and sweeps that have none are made from their Results, of which `mostRead` are read at most and the newest first,
 * because each takes about as long as a report.
 *
 * @throws Error where the folder cannot be read
 */
export async function findEntries(folder: string, mostRead: number): Promise<GalleryEntry[]> {
  const found = await search(folder, []);
  found.sort((one, other) => latestFirst(one.path.at(-1) ?? '', other.path.at(-1) ?? ''));
  const kept = await readKept(found);
  const entries: GalleryEntry[] = [];
  let left = mostRead;
  // One after the other, because Results are large.
  for (const [place, each] of found.entries()) {
    const { entry, read } =
      kept[place] === undefined ? await make(each, left) : { entry: kept[place], read: 0 };
    left -= read;
    entries.push(entry);
  }
  return entries;
}

/** Cards are small; but not so many at once that files run out. */
const mostReadAtOnce = 32;

/** The entries of those that have a card. */
async function readKept(found: readonly Found[]): Promise<(GalleryEntry | undefined)[]> {
  const entries: (GalleryEntry | undefined)[] = [];
  while (entries.length < found.length) {
    const some = found.slice(entries.length, entries.length + mostReadAtOnce);
    entries.push(...(await Promise.all(some.map(entryOfCard))));
  }
  return entries;
}

async function entryOfCard(found: Found): Promise<GalleryEntry | undefined> {
  if (found.document === 'result.json') {
    const card = await readCard(found.folder);
    return card && entryOfRun(card, found);
  }
  if (found.document === 'capacity.json') return undefined;
  const card = await readSweepCard(found.folder);
  return card && entryOfSweep(card, found);
}

async function search(folder: string, path: readonly string[]): Promise<Found[]> {
  const members = await readdir(folder, { withFileTypes: true });
  const files = members.flatMap((member) => (member.isFile() ? [member.name] : []));
  const document = documents.find((name) => files.includes(name));
  // What lies below a run belongs to it, as the cells of a sweep.
  if (document !== undefined && path.length > 0) {
    return [{ folder, path, document, hasPage: files.includes('report.html') }];
  }
  if (path.length >= deepest) return [];
  const found: Found[] = [];
  for (const member of members) {
    const isSearched = member.isDirectory() && !/^\.|^node_modules$/.test(member.name);
    if (!isSearched) continue;
    // A folder that may not be read hides its runs, not all others.
    found.push(...(await search(join(folder, member.name), [...path, member.name]).catch(() => [])));
  }
  return found;
}

interface Made {
  readonly entry: GalleryEntry;
  /** How many Results that took. */
  readonly read: number;
}

/** Without a card, from what it is a card of, where that takes no more Results than may be read. */
async function make(found: Found, mayRead: number): Promise<Made> {
  const { folder, document } = found;
  const kind = kindOf[document];
  try {
    switch (document) {
      case 'result.json': {
        const lead = 'Not read yet: gatebench gallery reads it.';
        return mayRead < 1
          ? { entry: entryWithoutFigures(found, { kind, state: 'unread', document, lead }), read: 0 }
          : { entry: entryOfRun(await makeCard(folder), found), read: 1 };
      }
      case 'sweep.json': {
        const index = await readSweepIndex(folder);
        const read = index.cells.filter(({ state }) => state === 'complete').length;
        return mayRead < read
          ? { entry: entryOfUnreadSweep(index, found), read: 0 }
          : { entry: entryOfSweep(await makeSweepCard(folder, await readSweep(folder)), found), read };
      }
      case 'capacity.json':
        return { entry: entryOfCapacity(await readCapacity(join(folder, document)), found), read: 0 };
    }
  } catch (error) {
    const lead = (error as Error).message.replaceAll(`${folder}/`, '');
    return { entry: entryWithoutFigures(found, { kind, state: 'damaged', document, lead }), read: 1 };
  }
}

const kindOf = {
  'result.json': 'run',
  [sweepFileName]: 'sweep',
  'capacity.json': 'capacity search',
} as const satisfies Record<RunDocument, GalleryEntry['kind']>;
