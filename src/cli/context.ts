import type { Readable, Writable } from 'node:stream';
import type { ExitCode } from '../support/exit-codes.ts';

export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * All that the command line knows of the process around it. Nothing else in `cli/` touches `process`, so tests run
 * every command in-process with a context of their own.
 */
export interface CliContext {
  /** Without the interpreter and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Results only. */
  readonly stdout: Output;
  /** Progress, warnings, questions. */
  readonly stderr: Output;
  readonly isRoot: boolean;
  /** Calls back on each SIGINT or SIGTERM; the returned function ends that. */
  readonly onSignal: (listener: (signal: 'SIGINT' | 'SIGTERM') => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (exitCode: ExitCode) => void;
}

export function processContext(): CliContext {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    isRoot: process.getuid?.() === 0,
    onSignal: (listener) => {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
    exitNow: (exitCode) => process.exit(exitCode),
  };
}
