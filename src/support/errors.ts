import { type ExitCode, exitCodes } from './exit-codes.ts';

export interface ErrorDetails {
  /** What to do about it, as one sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * An error that is meant for the user: the message says what happened and the value seen, the hint
 * what to do. Only the CLI prints it, and only the CLI turns its exit code into the process's.
 */
export abstract class GatebenchError extends Error {
  /** Stable: scripts may rely on it. Never reused for another meaning. */
  abstract readonly code: `GATEBENCH_${string}`;
  abstract readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, { hint, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** The command line asks for something that does not exist or does not go together. */
export class UsageError extends GatebenchError {
  readonly code = 'GATEBENCH_USAGE';
  readonly exitCode = exitCodes.usage;
}

/** One thing wrong in a file, where it stands. Lines and columns count from 1. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document, as `routes[0].weight`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A file that is wrong throughout need not fill the screen. */
const mostShown = 20;

/** A scenario, or a file that a scenario names, cannot be understood. */
export class ScenarioError extends GatebenchError {
  readonly code = 'GATEBENCH_SCENARIO';
  readonly exitCode = exitCodes.usage;
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], details?: ErrorDetails) {
    const lines = [...new Set(diagnostics.map(formatDiagnostic))];
    const more = lines.length > mostShown ? [`… and ${lines.length - mostShown} more.`] : [];
    super([...lines.slice(0, mostShown), ...more].join('\n'), details);
    this.diagnostics = diagnostics;
  }
}

/** The machine lacks something: a Redis server, a free port, room on the disk. */
export class EnvironmentError extends GatebenchError {
  readonly code = 'GATEBENCH_ENVIRONMENT';
  readonly exitCode = exitCodes.environment;
}

/** A server cannot listen where it was told to: the port is taken, or the address is not this machine's. */
export function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): EnvironmentError {
  return cause.code === 'EADDRINUSE'
    ? new EnvironmentError(`Port ${port} of ${host} is taken.`, {
        hint: `Stop what listens there, or choose another; port 0 takes any free one.`,
        cause,
      })
    : new EnvironmentError(`Cannot listen on port ${port} of ${host}: ${cause.message}.`, {
        hint: 'Choose another address or port; port 0 takes any free one.',
        cause,
      });
}

/** A Result document cannot be read: not JSON, not ours, or from a later version. */
export class ResultError extends GatebenchError {
  readonly code = 'GATEBENCH_RESULT';
  readonly exitCode = exitCodes.usage;
}

/** `file:line:column: message (hint)`, the form that editors and terminals turn into a link. */
export function formatDiagnostic({ file, line, column, message, hint }: Diagnostic): string {
  return `${file}:${line}:${column}: ${message}${hint === undefined ? '' : ` ${hint}`}`;
}
