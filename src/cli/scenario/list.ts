import { readScenario, scenarioName } from '../../scenario/scenario-file.ts';
import { ScenarioError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { listScenarios, type ScenarioPlace } from '../locate-scenario.ts';

interface ListedScenario {
  readonly name: string;
  readonly file: string;
  readonly question?: string;
  /** Why it cannot be run. */
  readonly problem?: string;
}

/** `gatebench scenario list`. A scenario that cannot be read is listed with its problem. */
export async function listQuestions(
  { json }: { readonly json?: true | undefined },
  context: CliContext,
): Promise<void> {
  const listed = await Promise.all((await listScenarios(context)).map(describe));
  if (json) {
    context.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
    return;
  }
  const width = Math.max(...listed.map(({ name }) => name.length));
  for (const { name, question, problem } of listed) {
    context.stdout.write(`${name.padEnd(width)}  ${question ?? `(${problem})`}\n`);
  }
}

async function describe({ path, shownAs }: ScenarioPlace): Promise<ListedScenario> {
  const place = { name: scenarioName(path), file: shownAs };
  try {
    const { scenario } = await readScenario(path, shownAs);
    return { ...place, question: scenario.question };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { ...place, problem: error.message.split('\n')[0] as string };
  }
}
