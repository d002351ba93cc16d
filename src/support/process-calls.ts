/**
 * The one protocol between a run and the processes it starts: calls down, replies and events up, over Node's IPC.
 * What may be called is an interface of async methods that each room defines in its own `messages.ts`.
 */
export interface CallMessage {
  readonly call: string;
  readonly id: number;
  readonly argument: unknown;
}

export type ReplyMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: RemoteError }
  /** Sent without being asked, such as progress. */
  | { readonly event: unknown };

/** An error as it crosses processes. `code` is set for errors that are meant for the user. */
export interface RemoteError {
  readonly message: string;
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
  readonly stack?: string | undefined;
}

/** What may be asked of a process that is one server. It stops when its parent lets go of it. */
export interface ServerCalls<Config, Report> {
  /** Listens; resolves to the origin, as `http://127.0.0.1:40001`. */
  start(config: Config): Promise<{ readonly origin: string }>;
  /** Begins counting anew; what the server keeps (versions, stored responses) stays. */
  reset(argument: undefined): Promise<void>;
  /** What was counted since `reset`. */
  report(argument: undefined): Promise<Report>;
}
