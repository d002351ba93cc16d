/**
 * What gatebench uses of autocannon 9.0.0, internals included; test/load/autocannon-contract.test.ts proves
 * that it is so. `lib/httpClient.js` defines the client, `http-parser-js` the parser.
 */
declare module 'autocannon' {
  import type { Socket } from 'node:net';

  export interface Options {
    /** Origins; connections are dealt to them in turn. */
    readonly url: readonly string[];
    readonly connections: number;
    /** In seconds, as are all times. */
    readonly duration: number;
    readonly timeout: number;
    /** How often it looks whether it shall end, in milliseconds. */
    readonly sampleInt: number;
    readonly skipAggregateResult: boolean;
    /** Called in the client's constructor, before its parser is wired and its first connection is opened. */
    readonly setupClient: (client: Client) => void;
  }

  /** The head of a response. */
  export interface Head {
    readonly statusCode: number;
    readonly versionMinor: number;
    /** Names, in the case that was sent, and values in turn. */
    readonly headers: readonly string[];
    /** Takes the body to end with the connection where no length is given, so it is wrong for HEAD. */
    readonly shouldKeepAlive: boolean;
  }

  export interface Parser {
    /** `kOnHeadersComplete`: called with the head; returning true says that no body follows. */
    2: (head: Head) => boolean | undefined;
    /** `kOnBody`: called with each piece. */
    3: () => void;
    /** `kOnMessageComplete`. */
    4: () => void;
    /** What was given to `execute` is no HTTP. */
    readonly hadError: boolean;
    execute(chunk: Buffer): unknown;
    /** Completes a response that ends with its connection. */
    finish(): unknown;
    reinitialize(type: 'RESPONSE'): void;
  }

  /** One connection. */
  export interface Client {
    readonly parser: Parser;
    /** Undefined until `_connect` was called for the first time. */
    readonly conn: Socket | undefined;
    /** Opens a socket. Called by the constructor, and when a socket failed or ended. Calls `_doRequest`. */
    _connect: () => void;
    /** Closes the socket for good. */
    _destroyConnection(): void;
    /** Sends a request. Called after `_connect`. */
    _doRequest: () => void;
    /** Ends the client; autocannon ends when all its clients have. */
    destroy(): void;
  }

  export default function autocannon(options: Options): Promise<unknown>;
}
