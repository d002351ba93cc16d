import { join, resolve } from 'node:path';
import { expectationChecks } from '../../report/expectation-checks.ts';
import { type Check, junitXml } from '../../report/junit.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { readResult } from '../../results/result-file.ts';
import { readSweepIndex } from '../../results/sweep-file.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import type { CliContext } from '../context.ts';
import type { RunOptions } from './run-options.ts';

/** Writes how the scenario's bounds turned out to the file that `--junit` names, if it does. */
export async function writeJunit(
  result: Result,
  { junit }: Pick<RunOptions, 'junit'>,
  { cwd }: Pick<CliContext, 'cwd'>,
): Promise<void> {
  if (junit === undefined) return;
  await write(resolve(cwd, junit), suiteOf(result), expectationChecks(result));
}

/** The same of all cells of a sweep that were measured to their end. */
export async function writeSweepJunit(
  folder: string,
  { junit }: Pick<RunOptions, 'junit'>,
  { cwd }: Pick<CliContext, 'cwd'>,
): Promise<void> {
  if (junit === undefined) return;
  const index = await readSweepIndex(folder);
  const { scenario, cells } = index;
  const checks: Check[] = [];
  // One after the other, because Results are large.
  for (const cell of cells) {
    if (cell.state !== 'complete') continue;
    const result = await readResult(join(folder, cell.folder, 'result.json'));
    checks.push(...expectationChecks(result, cell.folder.replace('cells/', `${scenario.name} `)));
  }
  await write(resolve(cwd, junit), suiteOf(index), checks);
}

/** The command that made it. */
function suiteOf({ kind, scenario }: Pick<Result | SweepIndex, 'kind' | 'scenario'>): string {
  return `gatebench ${kind === 'simulated' ? 'simulate' : 'run'} ${scenario.name}`;
}

function write(path: string, suite: string, checks: readonly Check[]): Promise<void> {
  return writeFileAtomically(path, junitXml(suite, checks));
}
