import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EnvironmentError, type GatebenchError, UsageError } from '../support/errors.ts';
import type { RemoteError, ReplyMessage } from '../support/process-calls.ts';
import { LastWords } from './last-words.ts';

/** Compiled entries, the same whether this file itself runs compiled or from source. */
const entries = new URL('../../dist/', import.meta.url);

/** A process that a trial started ended, or fell silent, when it should not have. It fails the trial, not the run. */
export class ChildFailure extends Error {
  override readonly name = 'ChildFailure';
}

type Argument<Call> = Call extends (argument: infer A) => unknown ? A : never;
type Reply<Call> = Call extends (argument: never) => Promise<infer R> ? R : never;

export interface ChildOptions {
  /** Hears what the process tells without being asked. */
  readonly onEvent?: (event: never) => void;
  /** The cores that it may use, where they are others than its parent's. */
  readonly cores?: readonly number[] | undefined;
}

/** One process of a run, spoken to through the calls `C` that its room defines. */
export class Child<C> {
  readonly name: string;
  /** Rejects when the process ends before it is told to; never resolves. */
  readonly failure: Promise<never>;
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  readonly #lastWords = new LastWords();
  #lastId = 0;
  #dismissed = false;

  /** `entry`: path of the compiled entry within `dist/`, as `backend/backend-process.js`, or a `file:` URL. */
  constructor(name: string, entry: string, { onEvent = () => {}, cores }: ChildOptions = {}) {
    this.name = name;
    this.#process = fork(fileURLToPath(new URL(entry, entries)), [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...launcher(cores),
      // In a group of its own: a Ctrl-C at the terminal is for the run to act on, also while the child starts.
      detached: true,
    });
    this.#lastWords.listenTo(this.#process.stdout, this.#process.stderr);
    this.#process.on('message', (message: ReplyMessage) => {
      if ('event' in message) onEvent(message.event as never);
      else this.#settle(message);
    });
    this.failure = new Promise<never>((_, reject) => {
      // `close` comes after the last output has been read, `exit` may come before.
      this.#process.on('close', (code, signal) => {
        const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
        const failure = new ChildFailure(`${name} ended unexpectedly ${how}.${this.#lastWords.quoted()}`);
        this.#rejectPending(failure);
        if (!this.#dismissed) reject(failure);
      });
      this.#process.on('error', (cause) =>
        reject(new ChildFailure(`${name} cannot be started: ${cause.message}.`, { cause })),
      );
    });
    // Whoever drives the trial races against it; nobody else needs to.
    this.failure.catch(() => {});
  }

  /**
   * @throws GatebenchError as the child threw it, ChildFailure when the child ends, fails otherwise or does not reply
   *   within the deadline
   */
  async call<Name extends keyof C & string>(
    name: Name,
    argument: Argument<C[Name]>,
    deadlineUs: number,
  ): Promise<Reply<C[Name]>> {
    const id = ++this.#lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Reply<C[Name]>>((resolve, reject) => {
        this.#pending.set(id, { resolve: resolve as (result: never) => void, reject });
        timer = setTimeout(() => {
          reject(
            new ChildFailure(
              `${this.name} did not answer "${name}" within ${deadlineUs / 1e6} s.${this.#lastWords.quoted()}`,
            ),
          );
        }, deadlineUs / 1e3);
        this.#process.send({ call: name, id, argument }, (error) => {
          if (error)
            reject(new ChildFailure(`${this.name} is gone.${this.#lastWords.quoted()}`, { cause: error }));
        });
      });
    } finally {
      clearTimeout(timer);
      this.#pending.delete(id);
    }
  }

  /** Ends the process: it is asked by closing the channel, and killed if it has not gone a second later. */
  async dismiss(): Promise<void> {
    this.#dismissed = true;
    this.#rejectPending(new ChildFailure(`${this.name} was dismissed.`));
    if (
      this.#process.exitCode !== null ||
      this.#process.signalCode !== null ||
      this.#process.pid === undefined
    )
      return;
    const gone = once(this.#process, 'exit');
    if (this.#process.connected) this.#process.disconnect();
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), 1000);
    await gone;
    clearTimeout(timer);
  }

  #rejectPending(failure: ChildFailure): void {
    for (const { reject } of this.#pending.values()) reject(failure);
    this.#pending.clear();
  }

  #settle(message: Exclude<ReplyMessage, { event: unknown }>): void {
    const call = this.#pending.get(message.id);
    if ('error' in message) call?.reject(this.#revive(message.error));
    else call?.resolve(message.result as never);
  }

  #revive({ message, code, hint, stack }: RemoteError): GatebenchError | ChildFailure {
    if (code === 'GATEBENCH_ENVIRONMENT') return new EnvironmentError(message, { hint });
    if (code !== undefined) return new UsageError(message, { hint });
    return new ChildFailure(`${this.name} failed: ${stack ?? message}`);
  }
}

/** taskset becomes the program that it starts: the process id and the channel stay what they are. */
function launcher(cores: readonly number[] | undefined): { execPath: string; execArgv: string[] } {
  return cores === undefined
    ? { execPath: process.execPath, execArgv: [] }
    : { execPath: 'taskset', execArgv: ['-c', cores.join(','), process.execPath] };
}
