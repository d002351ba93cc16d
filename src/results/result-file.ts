import { readFile } from 'node:fs/promises';
import { ResultError, UsageError } from '../support/errors.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { type Result, resultSchema, resultSchemaVersion } from './result.ts';

/** @throws EnvironmentError where it cannot be written; a Result that stood there before is untouched */
export async function writeResult(path: string, result: Result): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(result, null, 1)}\n`);
}

/**
 * Reads a Result and checks all of it.
 *
 * @throws UsageError where there is no such file, ResultError where it is no Result that this version understands
 */
export async function readResult(path: string): Promise<Result> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read the Result ${path}: ${error.message}.`, {
      hint: 'A run leaves its Result in reports/<scenario>/<run id>/result.json.',
      cause: error,
    });
  });
  return parseResult(text, path);
}

function parseResult(text: string, path: string): Result {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new ResultError(`${path} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
  const { format, schemaVersion } = (document ?? {}) as { format?: unknown; schemaVersion?: unknown };
  if (format !== 'gatebench-result') {
    throw new ResultError(
      `${path} is not a gatebench Result: its format is ${JSON.stringify(format) ?? 'missing'}.`,
    );
  }
  if (schemaVersion !== resultSchemaVersion) {
    throw new ResultError(
      `${path} has schema version ${JSON.stringify(schemaVersion)}; this gatebench reads version ${resultSchemaVersion}.`,
      { hint: 'Read it with the version of gatebench that made it.' },
    );
  }
  const checked = resultSchema.safeParse(document);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const place = issue?.path.length ? `${issue.path.join('.')}: ` : '';
    throw new ResultError(`${path} is damaged: ${place}${issue?.message}.`, { cause: checked.error });
  }
  return checked.data;
}
