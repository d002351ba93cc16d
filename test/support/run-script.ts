import { GatebenchError } from '../../src/support/errors.ts';
import { type ExitCode, exitCodes } from '../../src/support/exit-codes.ts';

/** Runs a script for developers to its exit code, as the command line does: a user's mistake is a sentence, not a stack. */
export async function runScript(main: (args: readonly string[]) => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const isForUsers = error instanceof GatebenchError;
    process.stderr.write(
      isForUsers ? `error ${error.message} ${error.hint ?? ''}\n` : `${(error as Error).stack}\n`,
    );
    process.exitCode = isForUsers ? error.exitCode : exitCodes.internal;
  }
}
