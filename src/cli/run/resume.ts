import { basename, dirname, join, resolve } from 'node:path';
import { removeUnfinished } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { readResult } from '../../results/result-file.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { isFile } from '../is-file.ts';
import { locateResult } from '../report/locate-result.ts';
import { reportPathOf } from './measure-run.ts';
import type { PreparedRun } from './prepare-run.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';

/**
 * The run to go on with: the latest of the scenario, or the one that is named by its id or its path.
 *
 * @throws UsageError where there is none or nothing of it is left to be measured, ResultError where its Result is damaged
 */
export async function findRunToResume(
  { scenario, until }: PreparedRun,
  { resume, out }: RunOptions,
  { cwd }: Pick<CliContext, 'cwd'>,
): Promise<{ readonly folder: RunFolder; readonly previous: Result }> {
  const path = await pathOf(resume, { runs: resolve(cwd, out, scenario.name), cwd });
  const resultPath = await locateResult(path, typeof resume === 'string' ? resume : join(out, scenario.name));
  const previous = await readResult(resultPath);
  if (previous.kind === 'simulated') {
    throw new UsageError(`${previous.runId} was simulated, and is nothing to go on measuring.`, {
      hint: 'Begin a run without --resume, or simulate it again: gatebench simulate.',
    });
  }
  const folder = { runId: previous.runId, path: dirname(resultPath) };
  await removeUnfinished(folder.path);
  // What is all measured may still lack its report, if it was killed while that was written.
  if (previous.state === 'complete' && until === undefined && (await isFile(reportPathOf(folder)))) {
    throw new UsageError(`Run ${previous.runId} is complete: nothing of it is left to be measured.`, {
      hint: 'Begin another without --resume, or add blocks to this one with --until.',
    });
  }
  return { folder, previous };
}

/** What an earlier command measured of the run in a folder; undefined where it measured nothing yet. */
export async function measuredBefore(folder: string): Promise<Result | undefined> {
  const resultPath = join(folder, 'result.json');
  await removeUnfinished(folder);
  return (await isFile(resultPath)) ? readResult(resultPath) : undefined;
}

async function pathOf(
  resume: RunOptions['resume'],
  { runs, cwd }: { readonly runs: string; readonly cwd: string },
): Promise<string> {
  if (typeof resume !== 'string') return runs;
  const byId = join(runs, basename(resume));
  return (await isFile(join(byId, 'result.json'))) ? byId : resolve(cwd, resume);
}
