import { Command, CommanderError } from '@commander-js/extra-typings';
import { printable } from '../report/tables/printable.ts';
import { GatebenchError } from '../support/errors.ts';
import { type ExitCode, exitCodes } from '../support/exit-codes.ts';
import { registerBackend } from './commands/backend.ts';
import { registerCalibrate } from './commands/calibrate.ts';
import { registerCapacity } from './commands/capacity.ts';
import { registerCompare } from './commands/compare.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerGallery } from './commands/gallery.ts';
import { registerGateway } from './commands/gateway.ts';
import { registerLoad } from './commands/load.ts';
import { registerMrc } from './commands/mrc.ts';
import { registerPredict } from './commands/predict.ts';
import { registerReport } from './commands/report.ts';
import { registerRun } from './commands/run.ts';
import { registerScenario } from './commands/scenario.ts';
import { registerSetup } from './commands/setup.ts';
import { registerSimulate } from './commands/simulate.ts';
import { registerValidate } from './commands/validate.ts';
import type { CliContext } from './context.ts';
import { packageVersion } from './package-info.ts';
import type { Action, Registration } from './registration.ts';
import { styled } from './style.ts';

/** Runs one command line to its end. Errors are printed here and nowhere else. */
export async function runCli(context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const debug = context.argv.includes('--debug');
  const program = new Command('gatebench')
    .description(
      'Settles with evidence whether an API should stay stateless at its gateway or be cached there, in memory or in Redis.',
    )
    .version(packageVersion())
    .option('--debug', 'show stack traces of errors')
    .showHelpAfterError('(--help shows how)')
    .configureHelp({ sortSubcommands: false })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .addHelpText('after', helpEnding);

  const act = async (action: Action) => {
    exitCode = (await action()) ?? exitCodes.done;
  };
  const registration: Registration = { program: program as Command, context, act };
  registerRun(registration);
  registerCapacity(registration);
  registerSimulate(registration);
  registerPredict(registration);
  registerMrc(registration);
  registerCalibrate(registration);
  registerValidate(registration);
  registerReport(registration);
  registerCompare(registration);
  registerGallery(registration);
  registerScenario(registration);
  registerGateway(registration);
  registerBackend(registration);
  registerLoad(registration);
  registerSetup(registration);
  registerDoctor(registration);

  try {
    await program.parseAsync([...context.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message already; its exit codes do not tell usage from other errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    printError(error, context, debug);
    return error instanceof GatebenchError ? error.exitCode : exitCodes.internal;
  }
}

const helpEnding = `
Examples:
  $ gatebench run quickstart                      measure a scenario in every mode
  $ gatebench run my-api.yaml --modes memory,redis
  $ gatebench simulate quickstart                 compute the same in virtual time
  $ gatebench predict my-api.yaml                 what it comes to by formulas, at once
  $ gatebench report reports/quickstart           rebuild the report of the latest run
  $ gatebench compare before.json after.json      what changed, and whether it may
  $ gatebench gallery                             list all runs in reports/ on one page
  $ gatebench scenario new my-api.yaml            begin a scenario of your own
  $ gatebench load http://127.0.0.1:9000/ --rate 500/s

Exit codes: 0 done · 1 our own fault · 2 wrong usage or scenario · 3 the environment lacks something ·
4 a threshold failed · 5 measured, but invalid or not conclusive · 130 interrupted`;

function printError(error: unknown, { stderr, env }: CliContext, debug: boolean): void {
  const style = styled(stderr, env);
  if (!(error instanceof GatebenchError)) {
    const cause = error instanceof Error ? error : new Error(String(error));
    stderr.write(`${style('red', 'error')} [GATEBENCH_INTERNAL] ${debug ? cause.stack : cause.message}\n`);
    if (!debug) stderr.write(`  hint: this is a fault of gatebench; --debug shows where.\n`);
    return;
  }
  stderr.write(`${style('red', 'error')} [${error.code}] ${shown(error.message)}\n`);
  if (error.hint !== undefined) stderr.write(`  hint: ${shown(error.hint)}\n`);
  if (debug) stderr.write(`${error.stack}\n`);
}

/** Messages quote files that may come from anyone: line by line, without what a terminal would obey. */
function shown(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
