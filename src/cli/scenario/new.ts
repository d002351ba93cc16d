import { access, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { cannotWrite } from '../../results/atomic-file.ts';
import { scenarioJsonSchema } from '../../scenario/json-schema.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { newScenarioText } from './template.ts';

/**
 * `gatebench scenario new`: a commented scenario, and beside it the schema that its first line names for editors.
 *
 * @throws UsageError where the file is there already, EnvironmentError where it cannot be written
 */
export async function newScenario(file: string, { cwd, stdout }: CliContext): Promise<void> {
  const path = resolve(cwd, /\.ya?ml$/i.test(file) ? file : `${file}.yaml`);
  const shownAs = relative(cwd, path);
  const schemaPath = join(dirname(path), 'scenario.schema.json');
  try {
    await writeFile(path, newScenarioText, { flag: 'wx' });
    const hasSchema = await access(schemaPath).then(
      () => true,
      () => false,
    );
    if (!hasSchema) await writeFile(schemaPath, scenarioJsonSchema(), { flag: 'wx' });
  } catch (error) {
    const cause = error as NodeJS.ErrnoException;
    if (cause.code === 'EEXIST') {
      throw new UsageError(`${shownAs} is there already.`, {
        hint: 'Choose another name; nothing was written.',
      });
    }
    throw cannotWrite(path, cause);
  }
  stdout.write(`${shownAs}\nRun it with: gatebench run ${shownAs}\n`);
}
