import { GatebenchError } from './errors.ts';
import type { CallMessage, RemoteError, ReplyMessage, ServerCalls } from './process-calls.ts';

/**
 * Serves the calls of the process that started this one, until it says stop or is gone.
 * A child outlives its parent by nothing: when the channel closes, however the parent died, this process exits.
 * Signals to end are left to the parent, because a terminal (and `timeout`) sends them to the whole group.
 */
export function serveParent<C extends { [Name in keyof C]: (argument: never) => Promise<unknown> }>(
  calls: C,
): void {
  process.on('disconnect', () => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  process.on('message', ({ call, id, argument }: CallMessage) => {
    answer(calls, call, argument).then(
      (result) => reply({ id, result }),
      (error: unknown) => reply({ id, error: describe(error) }),
    );
  });
}

interface StartedServer<Report> {
  readonly origin: string;
  reset(): void;
  report(): Report;
}

/**
 * Serves the parent as one server, called `name` in errors, that begins when the parent says so.
 *
 * @param alsoServed what may be asked of it beside what any server may; `started` gives it
 */
export function serveAsServer<Config, Report, Server extends StartedServer<Report>>(
  name: string,
  start: (config: Config) => Promise<Server>,
  alsoServed: (
    started: () => Server,
  ) => Readonly<Record<string, (argument: never) => Promise<unknown>>> = () => ({}),
): void {
  let server: Server | undefined;
  const started = (): Server => {
    if (server === undefined) throw new Error(`the ${name} was not started`);
    return server;
  };
  serveParent<ServerCalls<Config, Report>>({
    ...alsoServed(started),
    start: async (config) => {
      server = await start(config);
      return { origin: server.origin };
    },
    reset: async () => started().reset(),
    report: async () => started().report(),
  });
}

/** Asynchronous, so that whatever goes wrong, also a call that does not exist, becomes a reply. */
async function answer(calls: object, call: string, argument: unknown): Promise<unknown> {
  if (!Object.hasOwn(calls, call)) throw new Error(`this process knows no call "${call}"`);
  return (calls as Readonly<Record<string, (argument: unknown) => unknown>>)[call]?.(argument);
}

/** Tells the parent something that it did not ask for. */
export function tellParent(event: unknown): void {
  reply({ event });
}

function reply(message: ReplyMessage): void {
  // The parent may be gone by now: `disconnect` ends this process, so a failed send is no news.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

function describe(error: unknown): RemoteError {
  if (error instanceof GatebenchError) {
    return { message: error.message, code: error.code, hint: error.hint };
  }
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
}
