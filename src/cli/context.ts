import type { Readable, Writable } from 'node:stream';
import type { ExitCode } from '../support/exit-codes.ts';

export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * All that a command knows of its surroundings: tests run every command in-process with a context of their own.
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
  /** Calls back on each signal to end (SIGINT, SIGTERM, SIGHUP); the returned function ends that. */
  readonly onSignal: (listener: () => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (exitCode: ExitCode) => void;
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
      for (const signal of endingSignals) process.on(signal, listener);
      return () => {
        for (const signal of endingSignals) process.off(signal, listener);
      };
    },
    exitNow: (exitCode) => process.exit(exitCode),
  };
}
