import { relative, resolve } from 'node:path';
import { terminalReport } from '../../report/terminal-report.ts';
import type { Result } from '../../results/result.ts';
import { sealed } from '../../results/result-file.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import type { ExitCode } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { refreshGallery } from '../gallery/refresh-gallery.ts';
import { locateScenario } from '../locate-scenario.ts';
import { hasColour } from '../style.ts';
import { exitCodeOf } from './exit-code.ts';
import { type Interrupt, interruptBySignal } from './interrupt.ts';
import { measureRun, reportPathOf } from './measure-run.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';
import { findRunToResume } from './resume.ts';
import { makeRunFolder, type RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import { runSweep } from './sweep/run-sweep.ts';
import type { Watch } from './watch/start-watch.ts';
import { watched } from './watch/watched.ts';
import { writeJunit } from './write-junit.ts';

/** `gatebench run`: read, check, measure, report. */
export async function run(nameOrFile: string, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const trace = options.trace && { file: resolve(context.cwd, options.trace), format: options.traceFormat };
  const loaded = await readScenario(path, shownAs, trace || undefined);
  if (loaded.sweep !== undefined) return runSweep(loaded, loaded.sweep, options, context);
  const prepared = await prepareRun(loaded, options, context);

  const interrupt = interruptBySignal(context);
  return watched(options, interrupt, context, (watch) =>
    runPrepared(prepared, options, { interrupt, watch, context }),
  ).finally(interrupt.release);
}

interface Surroundings {
  readonly interrupt: Interrupt;
  readonly watch: Watch | undefined;
  readonly context: CliContext;
}

async function runPrepared(
  prepared: PreparedRun,
  options: RunOptions,
  { interrupt, watch, context }: Surroundings,
): Promise<ExitCode> {
  const { folder, previous } = await folderOf(prepared, options, context);
  const live = watch?.follow({ ...prepared, runId: folder.runId });
  const surroundings = { folder, previous, interrupt, stderr: context.stderr, live };
  const result = await measureRun(prepared, options, surroundings).finally(interrupt.release);

  context.stdout.write(
    options.json
      ? `${JSON.stringify(sealed(result))}\n`
      : `${terminalReport(result, { colour: hasColour(context.stdout, context.env) })}\n\nReport: ${relative(context.cwd, reportPathOf(folder))}\n`,
  );
  const gallery = await refreshGallery(options.out, context);
  if (!options.json) context.stdout.write(gallery);
  await writeJunit(result, options, context);
  await watch?.end(reportPathOf(folder), { isWhole: result.state === 'complete' });
  return exitCodeOf(result);
}

/** That of a new run, or of the one that is resumed. */
async function folderOf(
  prepared: PreparedRun,
  options: RunOptions,
  context: CliContext,
): Promise<{ readonly folder: RunFolder; readonly previous: Result | undefined }> {
  if (options.resume !== undefined) return findRunToResume(prepared, options, context);
  const out = resolve(context.cwd, options.out);
  const folder = await makeRunFolder(out, prepared.scenario.name, new Date());
  return { folder, previous: undefined };
}
