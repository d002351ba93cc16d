import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Card } from '../../report/gallery/card.ts';
import { makeCard, readCard } from '../../report/gallery/card-file.ts';
import {
  entryOfCapacity,
  entryOfRun,
  entryOfSweep,
  entryWithoutFigures,
  type GalleryEntry,
  type Located,
} from '../../report/gallery/gallery-entry.ts';
import { readCapacity } from '../../results/capacity-file.ts';
import { readSweepIndex, sweepFileName } from '../../results/sweep-file.ts';

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
 * of runs that have none are made from their Results, `mostMade` of them at most and the newest first, because each takes
 * about as long as a report.
 *
 * @throws Error where the folder cannot be read
 */
export async function findEntries(folder: string, mostMade: number): Promise<GalleryEntry[]> {
  const found = await search(folder, []);
  // Run ids begin with the time.
  found.sort((one, other) => ((one.path.at(-1) ?? '') < (other.path.at(-1) ?? '') ? 1 : -1));
  const cards = await readCards(found);
  const entries: GalleryEntry[] = [];
  let left = mostMade;
  // One after the other, because Results are large.
  for (const [place, each] of found.entries()) {
    const card = cards[place];
    if (card !== undefined) {
      entries.push(entryOfRun(card, each));
    } else if (each.document === 'result.json' && left === 0) {
      const lead = 'Not read yet: gatebench gallery reads it.';
      entries.push(
        entryWithoutFigures(each, { kind: 'run', state: 'unread', document: each.document, lead }),
      );
    } else {
      if (each.document === 'result.json') left -= 1;
      entries.push(await read(each));
    }
  }
  return entries;
}

/** Cards are small; but not so many at once that files run out. */
const mostReadAtOnce = 32;

async function readCards(found: readonly Found[]): Promise<(Card | undefined)[]> {
  const cards: (Card | undefined)[] = [];
  while (cards.length < found.length) {
    const some = found.slice(cards.length, cards.length + mostReadAtOnce);
    cards.push(
      ...(await Promise.all(
        some.map(({ document, folder }) => (document === 'result.json' ? readCard(folder) : undefined)),
      )),
    );
  }
  return cards;
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

async function read(found: Found): Promise<GalleryEntry> {
  const { folder, document } = found;
  try {
    switch (document) {
      case 'result.json':
        return entryOfRun(await makeCard(folder), found);
      case 'sweep.json':
        return entryOfSweep(await readSweepIndex(folder), found);
      case 'capacity.json':
        return entryOfCapacity(await readCapacity(join(folder, document)), found);
    }
  } catch (error) {
    const reason = (error as Error).message.replaceAll(`${folder}/`, '');
    const kind = (
      { 'result.json': 'run', 'sweep.json': 'sweep', 'capacity.json': 'capacity search' } as const
    )[document];
    return entryWithoutFigures(found, { kind, state: 'damaged', document, lead: reason });
  }
}
