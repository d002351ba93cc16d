import { createHash } from 'node:crypto';
import { ResultError } from '../support/errors.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { contradictionsOf } from './contradictions.ts';
import { readDocument } from './document-file.ts';
import { type Result, resultSchema, resultSchemaVersion } from './result.ts';

/** @throws EnvironmentError where it cannot be written; a Result that stood there before is untouched */
export async function writeResult(path: string, result: Result): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(sealed(result), null, 1)}\n`);
}

/** The document of a Result: with a seal, the SHA-256 of the JSON of all else, by which readers tell whether it was changed. */
export function sealed(result: Result): Result & { readonly seal: string } {
  return { ...result, seal: sealOf(result) };
}

function sealOf(unsealed: unknown): string {
  return createHash('sha256').update(JSON.stringify(unsealed)).digest('hex');
}

/**
 * Reads a Result and checks all of it: that it is whole, that its parts agree, and that its seal fits.
 *
 * @throws UsageError where there is no such file or it is too large, ResultError where it is no Result that this version understands
 */
export async function readResult(path: string): Promise<Result> {
  const hint = 'A run leaves its Result in reports/<scenario>/<run id>/result.json.';
  return parseResult(await readDocument(path, 'the Result', hint), path);
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
  const { seal, ...unsealed } = document as { readonly seal?: unknown };
  const checked = resultSchema.safeParse(unsealed);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const place = issue?.path.length ? `${issue.path.join('.')}: ` : '';
    throw new ResultError(`${path} is damaged: ${place}${issue?.message}.`, { cause: checked.error });
  }
  const [contradiction] = contradictionsOf(checked.data);
  if (contradiction !== undefined) throw new ResultError(`${path} contradicts itself: ${contradiction}.`);
  if (seal !== sealOf(unsealed)) {
    throw new ResultError(
      seal === undefined
        ? `${path} has no seal.`
        : `${path} does not fit its seal: it was changed after it was written.`,
      { hint: 'Take the file as the run left it, or measure again.' },
    );
  }
  return checked.data;
}
