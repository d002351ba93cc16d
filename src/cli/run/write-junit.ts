import { join, resolve } from 'node:path';
import { expectationChecks } from '../../report/expectation-checks.ts';
import { type Check, junitXml } from '../../report/junit.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { readResult } from '../../results/result-file.ts';
import { readSweepIndex } from '../../results/sweep-file.ts';
import type { CliContext } from '../context.ts';
import type { RunOptions } from './run-options.ts';

/** Writes how the scenario's bounds turned out to the file that `--junit` names, if it does. */
export async function writeJunit(result: Result, { junit }: RunOptions, { cwd }: CliContext): Promise<void> {
  if (junit === undefined) return;
  await write(resolve(cwd, junit), result.scenario.name, expectationChecks(result));
}

/** The same of all cells of a sweep that were measured to their end. */
export async function writeSweepJunit(
  folder: string,
  { junit }: RunOptions,
  { cwd }: CliContext,
): Promise<void> {
  if (junit === undefined) return;
  const { scenario, cells } = await readSweepIndex(folder);
  const checks: Check[] = [];
  // One after the other, because Results are large.
  for (const cell of cells) {
    if (cell.state !== 'complete') continue;
    const result = await readResult(join(folder, cell.folder, 'result.json'));
    checks.push(...expectationChecks(result, cell.folder.replace('cells/', `${scenario.name} `)));
  }
  await write(resolve(cwd, junit), scenario.name, checks);
}

function write(path: string, name: string, checks: readonly Check[]): Promise<void> {
  return writeFileAtomically(path, junitXml(`gatebench run ${name}`, checks));
}
