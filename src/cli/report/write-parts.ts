import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ExportPart } from '../../report/export/part.ts';
import { cannotWrite, writeFileAtomically } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import type { PartedFormat } from './formats.ts';

/** Writes each document of the format into the folder, which is made where there is none, and says their paths. */
export async function writeParts(
  format: PartedFormat,
  result: Result,
  folder: string,
  { cwd, stdout }: CliContext,
): Promise<void> {
  const parts = await partsOf(format, result);
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw cannotWrite(folder, error);
  });
  for (const { id, text } of parts) {
    const path = join(folder, `${id}${format.extension}`);
    await writeFileAtomically(path, await text());
    stdout.write(`${relative(cwd, path)}\n`);
  }
}

/**
 * The text of one document of the format.
 *
 * @throws UsageError where the run has none of that id
 */
export async function partText(format: PartedFormat, result: Result, id: string): Promise<string> {
  const parts = await partsOf(format, result);
  const part = parts.find((each) => each.id === id);
  if (part !== undefined) return part.text();
  throw new UsageError(`The format ${format.name} has no "${id}" of this run.`, {
    hint: `It has: ${parts.map((each) => each.id).join(', ')}.`,
  });
}

async function partsOf(format: PartedFormat, result: Result): Promise<readonly ExportPart[]> {
  const parts = await format.parts(result);
  if (parts.length > 0) return parts;
  throw new UsageError(`There is nothing to write as ${format.name}: this run has no valid trial.`, {
    hint: 'What it has is said by the formats table and json.',
  });
}
