import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import type { CliContext } from '../../src/cli/context.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { ExitCode } from '../../src/support/exit-codes.ts';

export interface CliOutcome {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FakeSurroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Makes all streams terminals; the text is what is typed. */
  readonly typed?: string;
  /** Emits `SIGINT` and `SIGTERM` to the command. */
  readonly signals?: EventEmitter;
  readonly isRoot?: boolean;
  /** Hears what is written to stdout while the command runs. */
  readonly onOutput?: (text: string) => void;
  /** Hears what is written to stderr while the command runs. */
  readonly onProgress?: (text: string) => void;
}

/** Runs one command line in this process and tells all that it said. */
export async function gatebench(
  argv: readonly string[],
  {
    cwd = process.cwd(),
    env = process.env,
    typed,
    signals = new EventEmitter(),
    isRoot = true,
    onOutput,
    onProgress,
  }: FakeSurroundings = {},
): Promise<CliOutcome> {
  const isTTY = typed !== undefined;
  const stdin = Object.assign(new PassThrough(), { isTTY });
  if (typed !== undefined) stdin.write(typed);
  const stdout = collect(isTTY, onOutput);
  const stderr = collect(isTTY, onProgress);
  const context: CliContext = {
    argv,
    env,
    cwd,
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    isRoot,
    onSignal: (listener) => {
      signals.on('SIGINT', listener);
      return () => signals.off('SIGINT', listener);
    },
    exitNow: () => {
      throw new Error('exitNow was called');
    },
  };
  const exitCode = await runCli(context);
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function collect(isTTY: boolean, onOutput: (text: string) => void = () => {}) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      onOutput(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 100 }), text: () => chunks.join('') };
}
