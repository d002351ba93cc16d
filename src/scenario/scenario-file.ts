import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { UsageError } from '../support/errors.ts';
import { type ParsedScenario, parseScenarioFile } from './parse-scenario.ts';
import type { ScenarioOrigin } from './resolve-scenario.ts';

export interface LoadedScenario extends ParsedScenario {
  /** The file as it was read. */
  readonly source: string;
}

/**
 * Reads a scenario from disk. `shownAs` is the path as the user wrote it, for messages; `trace` takes the place of the trace
 * that it names.
 *
 * @throws UsageError where there is no such file, ScenarioError where it cannot be understood
 */
export async function readScenario(
  path: string,
  shownAs: string,
  trace?: ScenarioOrigin['trace'],
): Promise<LoadedScenario> {
  const source = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason =
      error.code === 'ENOENT'
        ? 'there is no such file'
        : error.code === 'EISDIR'
          ? 'it is a folder'
          : error.message;
    throw new UsageError(`Cannot read the scenario ${shownAs}: ${reason}.`, {
      hint: 'See what there is with: gatebench scenario list',
      cause: error,
    });
  });
  const parsed = parseScenarioFile({
    file: shownAs,
    text: source,
    name: scenarioName(path),
    resolvePath: (file) => resolve(dirname(path), file),
    trace,
  });
  return { ...parsed, source };
}

/** A scenario is called as its file, without the ending. */
export function scenarioName(path: string): string {
  return basename(path).replace(/\.ya?ml$/i, '');
}
