import { readScenario } from '../../scenario/scenario-file.ts';
import { type Diagnostic, ScenarioError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { locateScenario } from '../locate-scenario.ts';

/**
 * `gatebench scenario validate`: looks at every file before it complains.
 *
 * @throws ScenarioError with the problems of all files
 */
export async function validateScenarios(names: readonly string[], context: CliContext): Promise<void> {
  const problems: Diagnostic[] = [];
  for (const name of names) {
    const { path, shownAs } = await locateScenario(name, context);
    try {
      await readScenario(path, shownAs);
      context.stdout.write(`${shownAs}: ok\n`);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(...error.diagnostics);
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems);
}
