import { relative, resolve } from 'node:path';
import { terminalReport } from '../../report/terminal-report.ts';
import { sealed } from '../../results/result-file.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import type { ExitCode } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { refreshGallery } from '../gallery/refresh-gallery.ts';
import { locateScenario } from '../locate-scenario.ts';
import { hasColour } from '../style.ts';
import { exitCodeOf } from './exit-code.ts';
import { interruptBySignal } from './interrupt.ts';
import { measureRun, reportPathOf } from './measure-run.ts';
import { prepareRun } from './prepare-run.ts';
import { findRunToResume } from './resume.ts';
import { makeRunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import { runSweep } from './sweep/run-sweep.ts';
import { writeJunit } from './write-junit.ts';

/** `gatebench run`: read, check, measure, report. */
export async function run(nameOrFile: string, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const trace = options.trace && { file: resolve(context.cwd, options.trace), format: options.traceFormat };
  const loaded = await readScenario(path, shownAs, trace || undefined);
  if (loaded.sweep !== undefined) return runSweep(loaded, loaded.sweep, options, context);
  const prepared = await prepareRun(loaded, options, context);

  const out = resolve(context.cwd, options.out);
  const { folder, previous } =
    options.resume === undefined
      ? { folder: await makeRunFolder(out, prepared.scenario.name, new Date()), previous: undefined }
      : await findRunToResume(prepared, options, context);
  const interrupt = interruptBySignal(context);
  const surroundings = { folder, previous, interrupt, stderr: context.stderr };
  const result = await measureRun(prepared, options, surroundings).finally(interrupt.release);

  context.stdout.write(
    options.json
      ? `${JSON.stringify(sealed(result))}\n`
      : `${terminalReport(result, { colour: hasColour(context.stdout, context.env) })}\n\nReport: ${relative(context.cwd, reportPathOf(folder))}\n`,
  );
  await refreshGallery(options.out, context);
  await writeJunit(result, options, context);
  return exitCodeOf(result);
}
