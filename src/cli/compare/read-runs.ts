import { dirname, join, relative, resolve, sep } from 'node:path';
import type { RunSource } from '../../report/comparison/comparison-model.ts';
import { readResult } from '../../results/result-file.ts';
import { UsageError } from '../../support/errors.ts';
import { isFile } from '../is-file.ts';
import { locateSweep } from '../report/locate-folder.ts';
import { locateResult } from '../report/locate-result.ts';

interface LocatedRun extends RunSource {
  readonly resultPath: string;
}

/**
 * The Results that the paths mean, in their order.
 *
 * @throws UsageError where a path means none, or a sweep; ResultError where one is damaged
 */
export async function readRuns(paths: readonly string[], cwd: string): Promise<LocatedRun[]> {
  const located: string[] = [];
  for (const path of paths) {
    const resolved = resolve(cwd, path);
    if ((await locateSweep(resolved)) !== undefined) {
      throw new UsageError(`${path} is a sweep, whose cells are runs of their own.`, {
        hint: 'Compare the same cell of two sweeps: <sweep>/cells/<cell>.',
      });
    }
    located.push(await locateResult(resolved, path));
  }
  const runs: LocatedRun[] = [];
  // One after the other, because Results are large.
  for (const resultPath of located) runs.push({ resultPath, result: await readResult(resultPath) });
  return runs;
}

/** Where the page of the comparison goes: beside the Result of the last run, unless the command line says. */
export function pagePathOf(runs: readonly LocatedRun[], out: string | undefined, cwd: string): string {
  return out === undefined
    ? join(runs.at(-1)?.resultPath ?? cwd, '..', 'comparison.html')
    : resolve(cwd, out);
}

/** With links from the page to the runs' own pages, of those that have one. */
export function linkedFrom(page: string, runs: readonly LocatedRun[]): Promise<RunSource[]> {
  return Promise.all(
    runs.map(async ({ result, resultPath }) => {
      const own = join(resultPath, '..', 'report.html');
      return { result, href: (await isFile(own)) ? hrefOf(relative(dirname(page), own)) : undefined };
    }),
  );
}

/** A relative path as a URL, whatever is in its names. */
function hrefOf(path: string): string {
  return path.split(sep).map(encodeURIComponent).join('/');
}
