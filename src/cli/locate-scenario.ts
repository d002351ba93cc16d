import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { scenarioName } from '../scenario/scenario-file.ts';
import { suggestWord } from '../scenario/suggest.ts';
import { UsageError } from '../support/errors.ts';
import type { CliContext } from './context.ts';
import { isFile } from './is-file.ts';
import { packageFolder } from './package-info.ts';

export interface ScenarioPlace {
  readonly path: string;
  /** As the user would write it. */
  readonly shownAs: string;
}

/**
 * A scenario by its file, or by its name in `scenarios/` here or of the package.
 *
 * @throws UsageError where there is none
 */
export async function locateScenario(nameOrFile: string, context: CliContext): Promise<ScenarioPlace> {
  const direct = resolve(context.cwd, nameOrFile);
  if (await isFile(direct)) return { path: direct, shownAs: nameOrFile };
  const known = await listScenarios(context);
  const place = known.find(({ path }) => scenarioName(path) === nameOrFile);
  if (place !== undefined) return place;
  const suggestion = suggestWord(
    scenarioName(nameOrFile),
    known.map(({ path }) => scenarioName(path)),
  );
  throw new UsageError(
    `There is no scenario "${nameOrFile}": no such file, and no such name in scenarios/.`,
    {
      hint:
        suggestion === undefined
          ? 'See what there is with: gatebench scenario list'
          : `Did you mean "${suggestion}"?`,
    },
  );
}

/** The scenarios in `scenarios/` here, then those of the package that have other names. */
export async function listScenarios({ cwd }: Pick<CliContext, 'cwd'>): Promise<ScenarioPlace[]> {
  const folders = [...new Set([join(cwd, 'scenarios'), join(packageFolder, 'scenarios')])];
  const places = await Promise.all(folders.map((folder) => scenariosIn(folder, cwd)));
  const seen = new Set<string>();
  return places.flat().filter(({ path }) => {
    const isNew = !seen.has(scenarioName(path));
    seen.add(scenarioName(path));
    return isNew;
  });
}

async function scenariosIn(folder: string, cwd: string): Promise<ScenarioPlace[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => join(folder, name))
    .map((path) => {
      const fromHere = relative(cwd, path);
      return { path, shownAs: fromHere.startsWith('..') ? path : fromHere };
    });
}
