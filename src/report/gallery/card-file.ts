import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import { readResult } from '../../results/result-file.ts';
import { type Card, cardOf, cardSchema } from './card.ts';

const cardFileName = 'card.json';

/** The card in a run's folder; undefined where there is none, where it is damaged, and where it is of an earlier Result. */
export async function readCard(folder: string): Promise<Card | undefined> {
  const path = join(folder, cardFileName);
  try {
    const [card, result] = await Promise.all([stat(path), stat(join(folder, 'result.json'))]);
    if (card.mtimeMs < result.mtimeMs) return undefined;
    const { success, data } = cardSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return success && data.resultBytes === result.size ? data : undefined;
  } catch {
    return undefined;
  }
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
  // Runs may lie where nobody may write: their cards are then made anew each time.
  await writeFileAtomically(join(folder, cardFileName), `${JSON.stringify(card)}\n`).catch(() => {});
  return card;
}
