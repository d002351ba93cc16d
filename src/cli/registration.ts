import type { Command } from '@commander-js/extra-typings';
import type { ExitCode } from '../support/exit-codes.ts';
import type { CliContext } from './context.ts';

/** A command's work; its exit code is `done` unless it says otherwise. */
export type Action = () => Promise<ExitCode> | Promise<void>;

/** What a command needs to take its place on the command line. */
export interface Registration {
  readonly program: Command;
  readonly context: CliContext;
  /** Runs the command's work and remembers its exit code. */
  readonly act: (action: Action) => Promise<void>;
}
