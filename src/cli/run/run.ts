import { join, relative, resolve } from 'node:path';
import { type ExperimentOptions, runExperiment } from '../../experiment/run-experiment.ts';
import { writeReport } from '../../report/report-file.ts';
import { terminalReport } from '../../report/terminal-report.ts';
import type { Result } from '../../results/result.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import { readTrace } from '../../scenario/trace-file.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { locateScenario } from '../locate-scenario.ts';
import { checkoutRevision, packageVersion } from '../package-info.ts';
import { hasColour } from '../style.ts';
import { applyOptions } from './apply-options.ts';
import { chooseRedis } from './choose-redis.ts';
import { commandLine } from './command-line.ts';
import { startProgress } from './progress.ts';
import { makeRunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';

/** `gatebench run`: read, check, measure, report. */
export async function run(nameOrFile: string, options: RunOptions, context: CliContext): Promise<ExitCode> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const trace = options.trace && { file: resolve(context.cwd, options.trace), format: options.traceFormat };
  const { scenario: written, source } = await readScenario(path, shownAs, trace || undefined);
  const wanted = applyOptions(written, options);
  const { scenario, redis, omitted } = await chooseRedis(wanted, options, context);
  // The whole trace is read before anything is started, so that a broken one costs no time.
  const recording = scenario.trace && (await readTrace(scenario.trace, scenario.routes)).summary;
  const revision = await checkoutRevision();

  const folder = await makeRunFolder(resolve(context.cwd, options.out), scenario.name, new Date());
  const resultPath = join(folder.path, 'result.json');
  const progress = startProgress(scenario, { ...options, omitted }, context.stderr);
  const interrupt = interruptBySignal(context, progress.say);
  const experiment: ExperimentOptions = {
    runId: folder.runId,
    scenario,
    source,
    trace: recording,
    redis,
    omitted,
    generator: { version: packageVersion(), ...(revision === undefined ? {} : { revision }) },
    command: commandLine(context.argv),
    resultPath,
    interrupt: interrupt.signal,
    onProgress: progress.show,
  };
  const result = await runExperiment(experiment).finally(() => {
    progress.end();
    interrupt.release();
  });

  context.stdout.write(
    options.json
      ? `${JSON.stringify(result)}\n`
      : `${terminalReport(result, { colour: hasColour(context.stdout, context.env) })}\n`,
  );
  const reportPath = join(folder.path, 'report.html');
  await writeReport(result, reportPath);
  if (!options.json) context.stdout.write(`\nReport: ${relative(context.cwd, reportPath)}\n`);
  return exitCodeOf(result);
}

/** The first signal ends the run in good order; a second one ends the process, and with it all its children. */
function interruptBySignal({ onSignal, exitNow }: CliContext, say: (text: string) => void) {
  const controller = new AbortController();
  const release = onSignal(() => {
    if (controller.signal.aborted) exitNow(exitCodes.interrupted);
    say('Interrupted: keeping what was measured (again to quit at once).');
    controller.abort();
  });
  return { signal: controller.signal, release };
}

function exitCodeOf({ state, scenario, trials }: Result): ExitCode {
  if (state === 'interrupted') return exitCodes.interrupted;
  const measured = scenario.strategies.every(({ name }) =>
    trials.some((trial) => trial.strategy === name && trial.state === 'valid'),
  );
  return measured ? exitCodes.done : exitCodes.inconclusive;
}
