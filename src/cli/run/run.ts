import { relative, resolve } from 'node:path';
import { terminalReport } from '../../report/terminal-report.ts';
import { sealed } from '../../results/result-file.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import { UsageError } from '../../support/errors.ts';
import type { ExitCode } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { locateScenario } from '../locate-scenario.ts';
import { hasColour } from '../style.ts';
import { exitCodeOf } from './exit-code.ts';
import { interruptBySignal } from './interrupt.ts';
import { measureRun, reportPathOf } from './measure-run.ts';
import { prepareRun } from './prepare-run.ts';
import { makeRunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import { runSweep } from './sweep/run-sweep.ts';

/** `gatebench run`: read, check, measure, report. */
export async function run(nameOrFile: string, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const trace = options.trace && { file: resolve(context.cwd, options.trace), format: options.traceFormat };
  const loaded = await readScenario(path, shownAs, trace || undefined);
  if (loaded.sweep !== undefined) return runSweep(loaded, loaded.sweep, options, context);
  if (options.resume) {
    throw new UsageError(`${loaded.scenario.name} has no sweep to go on with.`, {
      hint: 'Run it anew, without --resume.',
    });
  }
  const prepared = await prepareRun(loaded, options, context);

  const folder = await makeRunFolder(resolve(context.cwd, options.out), prepared.scenario.name, new Date());
  const interrupt = interruptBySignal(context);
  const result = await measureRun(prepared, options, { folder, interrupt, stderr: context.stderr }).finally(
    interrupt.release,
  );

  context.stdout.write(
    options.json
      ? `${JSON.stringify(sealed(result))}\n`
      : `${terminalReport(result, { colour: hasColour(context.stdout, context.env) })}\n\nReport: ${relative(context.cwd, reportPathOf(folder))}\n`,
  );
  return exitCodeOf(result);
}
