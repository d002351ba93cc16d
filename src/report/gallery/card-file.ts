import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import { readResult } from '../../results/result-file.ts';
import { sweepFileName } from '../../results/sweep-file.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import type { CellReading } from '../sweep/sweep-model.ts';
import { type Card, cardOf, cardSchema } from './card.ts';
import { type SweepCard, sweepCardOf, sweepCardSchema } from './sweep-card.ts';

const cardFileName = 'card.json';

/** The card in a run's folder; undefined where there is none, where it is damaged, and where it is of an earlier Result. */
export function readCard(folder: string): Promise<Card | undefined> {
  return readKept(folder, 'result.json', (size, kept) => {
    const { success, data } = cardSchema.safeParse(kept);
    return success && data.resultBytes === size ? data : undefined;
  });
}

/** The same of a sweep's folder. */
export function readSweepCard(folder: string): Promise<SweepCard | undefined> {
  return readKept(folder, sweepFileName, (size, kept) => {
    const { success, data } = sweepCardSchema.safeParse(kept);
    return success && data.indexBytes === size ? data : undefined;
  });
}

/**
 * Makes the card of a run from its Result, and keeps it in the run's folder where that can be written.
 *
 * @throws UsageError, ResultError where the Result cannot be read
 */
export async function makeCard(folder: string): Promise<Card> {
  const path = join(folder, 'result.json');
  const { size } = await stat(path);
  const card = cardOf(await readResult(path), size);
  await keep(folder, card);
  return card;
}

/** Makes the card of a sweep, and keeps it in the sweep's folder where that can be written. */
export async function makeSweepCard(
  folder: string,
  { index, readings }: { readonly index: SweepIndex; readonly readings: readonly CellReading[] },
): Promise<SweepCard> {
  const { size } = await stat(join(folder, sweepFileName));
  const card = sweepCardOf(index, readings, size);
  await keep(folder, card);
  return card;
}

/** A card that is older than its document is not even looked into. */
async function readKept<Kept>(
  folder: string,
  document: string,
  check: (documentBytes: number, kept: unknown) => Kept | undefined,
): Promise<Kept | undefined> {
  const path = join(folder, cardFileName);
  try {
    const [card, { mtimeMs, size }] = await Promise.all([stat(path), stat(join(folder, document))]);
    if (card.mtimeMs < mtimeMs) return undefined;
    return check(size, JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Runs may lie where nobody may write: their cards are then made anew each time. */
async function keep(folder: string, card: Card | SweepCard): Promise<void> {
  await writeFileAtomically(join(folder, cardFileName), `${JSON.stringify(card)}\n`).catch(() => {});
}
